package dev.sluice.core.port;

import dev.sluice.core.traffic.TrafficCounts;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the data plane counts and tells of the traffic. Any thread; never waits. */
public interface Traffic {

    /** All that was counted until now. */
    TrafficCounts counts();

    /** Tunnels that are open now, those that wait for their upstream included. */
    int tunnels();

    /**
     * Tells of requests that end from now on.
     *
     * @param wanted which are; called on the data plane's event loops, must not block
     * @param line told of each as the access log has it, a JSON object without a line end and with secrets masked, with
     *     {@code at} for its time and {@code path} for its target; called as the other
     */
    AccessTail follow(Predicate<FinishedRequest> wanted, Consumer<String> line);
}
