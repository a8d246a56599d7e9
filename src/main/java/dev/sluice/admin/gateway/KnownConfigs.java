package dev.sluice.admin.gateway;

import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.AgentConfigs;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.ControlPlane;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configs of all paired agents, made once for each revision, when somebody asks. Any thread. */
final class KnownConfigs {

    private final ControlPlane plane;
    private volatile Made made = new Made(Desired.EMPTY, Map.of());

    private record Made(Desired of, Map<Long, AgentConfig> byPeer) {}

    KnownConfigs(ControlPlane plane) {
        this.plane = plane;
    }

    /** What that agent is to have now; null if it is not paired. */
    @Nullable
    AgentConfig of(long peerId) {
        return now().get(peerId);
    }

    /** What that agent is to have, as its ETag; null if it is not paired. */
    @Nullable
    String etag(long peerId) {
        AgentConfig config = of(peerId);
        return config == null ? null : config.etag();
    }

    private Map<Long, AgentConfig> now() {
        Made known = made;
        return known.of() == plane.snapshot().desired() ? known.byPeer() : make();
    }

    private synchronized Map<Long, AgentConfig> make() {
        Desired desired = plane.snapshot().desired();
        if (made.of() != desired) {
            made = new Made(desired, AgentConfigs.ofPaired(desired));
        }
        return made.byPeer();
    }
}
