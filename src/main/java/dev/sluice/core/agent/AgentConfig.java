package dev.sluice.core.agent;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Hop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one agent is told: in advance, every route that any pivot could send to its gateway. So a pivot works while
 * nothing can be told to it.
 *
 * @param routes by id, ascending; so the others
 * @param etag lower-case hex SHA-256 over all fields: equal for equal contents, another for any other
 */
public record AgentConfig(
        long peerId, String peerName, Hop hop, List<AgentRoute> routes, List<AgentL4Route> l4Routes, String etag) {

    public AgentConfig {
        routes = List.copyOf(routes);
        l4Routes = List.copyOf(l4Routes);
    }

    /** The config of that peer's agent; null if there is no such peer. See {@link AgentConfigs} for those of many. */
    public static @Nullable AgentConfig of(Desired desired, long peerId) {
        return AgentConfigs.of(desired, List.of(peerId)).get(peerId);
    }
}
