package dev.sluice.agent;

import dev.sluice.agent.link.ServerAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is set up.
 *
 * @param servers front doors, asked in turn
 * @param host address to listen on for what the front door sends, and for L4 routes
 * @param proxyPort for HTTP; 0 takes a free one
 * @param apiPort of its own API; 0 takes a free one
 * @param lanAddress at which siblings reach this gateway; null if it says none
 * @param eventLoops threads that carry traffic
 * @param version that it tells of itself
 */
public record AgentOptions(
        List<ServerAddress> servers,
        String host,
        int proxyPort,
        String apiHost,
        int apiPort,
        @Nullable String lanAddress,
        int eventLoops,
        Duration wakePatience,
        String version) {

    public AgentOptions {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("servers: actual none, expected at least one");
        }
    }
}
