package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Where events lie that the database does not have yet, for the next process. Blocks; one caller at a time. */
public interface PendingEvents {

    /** What an earlier process left, in order. */
    List<Event> read() throws IOException;

    /** Keeps these and no others; durable when this returns. */
    void keep(Collection<Event> events) throws IOException;
}
