package dev.sluice.core.port;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the last good state lies, for a start while the database is away. Blocks; one caller at a time. */
public interface LastGoodState {

    /** What was kept last; null if nothing ever was. Fails, with a sentence, if it cannot be trusted. */
    @Nullable
    LastGood newest() throws IOException;

    /** Keeps this one and no other; durable when this returns. */
    void keep(LastGood state) throws IOException;
}
