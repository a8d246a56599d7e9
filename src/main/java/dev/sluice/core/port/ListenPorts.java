package dev.sluice.core.port;

import dev.sluice.core.rule.PortObstacle;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The ports of L4 routes on this machine. Any thread; stages complete on any thread. */
public interface ListenPorts {

    /**
     * A listener that is wanted.
     *
     * @param fault why it cannot be opened, in the operator's words; it is tried again every few seconds; null if it is open
     * @param since when it was opened, or first tried in vain
     */
    record Listener(@Nullable String fault, Instant since) {

        public boolean isOpen() {
            return fault == null;
        }
    }

    /** Listeners that were tried, by port; one that is just being opened is not here. Never waits. */
    Map<Integer, Listener> listeners();

    /** What is in the way of a listener on that port, null for nothing; one of our own is not. */
    CompletionStage<@Nullable PortObstacle> obstacle(int port);
}
