package dev.sluice.core.port;

import dev.sluice.core.failover.Reachability.Report;
import java.util.Map;

/** Where it is told what agents say of themselves. Any thread; returns at once. */
public interface AgentReports {

    /**
     * An agent beat.
     *
     * @param reports what it says of reaching LAN hosts, by route id
     */
    void beat(long peerId, Map<Long, Report> reports);
}
