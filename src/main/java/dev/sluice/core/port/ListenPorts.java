package dev.sluice.core.port;

import dev.sluice.core.rule.PortObstacle;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The ports of L4 routes on this machine. Any thread; stages complete on any thread. */
public interface ListenPorts {

    /**
     * A listener that is wanted and cannot be opened.
     *
     * @param reason in the operator's words
     * @param since when it was first tried in vain; it is tried again every few seconds
     */
    record Fault(String reason, Instant since) {}

    /** Listeners that are wanted and cannot be opened, by port; never waits. */
    Map<Integer, Fault> faults();

    /** What is in the way of a listener on that port, null for nothing; one of our own is not. */
    CompletionStage<@Nullable PortObstacle> obstacle(int port);
}
