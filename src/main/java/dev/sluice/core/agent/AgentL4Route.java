package dev.sluice.core.agent;

import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanHost;
import org.jspecify.annotations.Nullable;

/**
 * An L4 route as one agent carries it: it listens on the same port number as the front door.
 *
 * @param domain empty for a route that has its port alone
 * @param tls what the front door does; of a route that it terminates the agent sees plain bytes
 * @param lan where it ends, as that gateway sees it
 * @param wakeMac null if the LAN host is never woken
 */
public record AgentL4Route(
        long id,
        String domain,
        int listenPort,
        L4TlsMode tls,
        LanHost lan,
        @Nullable String wakeMac) {}
