package dev.sluice.admin.gateway;

import dev.sluice.core.port.AgentReception.AgentStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each agent last told this process. Any thread. */
final class LiveAgents {

    private final Map<Long, Told> told = new ConcurrentHashMap<>();

    private record Told(
            String fingerprint, String version, @Nullable String configEtag, Instant at) {}

    /**
     * A beat came.
     *
     * @param fingerprint of the certificate it came with: what an agent says counts for its own pairing only
     */
    void beat(long peerId, String fingerprint, String version, @Nullable String configEtag, Instant at) {
        told.put(peerId, new Told(fingerprint, version, configEtag, at));
    }

    /** How that agent stands towards the config it should have. */
    AgentStatus status(long peerId, String fingerprint, boolean connected, @Nullable String wanted) {
        Told last = told.get(peerId);
        return last == null || !last.fingerprint().equals(fingerprint)
                ? new AgentStatus(null, connected, null, false)
                : new AgentStatus(
                        last.version(), connected, last.at(), wanted != null && wanted.equals(last.configEtag()));
    }

    /** Forgets all but these. */
    void retain(Set<Long> paired) {
        told.keySet().retainAll(paired);
    }
}
