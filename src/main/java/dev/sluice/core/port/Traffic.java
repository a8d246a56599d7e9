package dev.sluice.core.port;

import dev.sluice.core.traffic.TrafficCounts;

/** What the data plane counts of the traffic. Any thread; never waits. */
public interface Traffic {

    /** All that was counted until now. */
    TrafficCounts counts();

    /** Tunnels that are open now, those that wait for their upstream included. */
    int tunnels();
}
