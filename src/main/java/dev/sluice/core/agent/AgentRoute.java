package dev.sluice.core.agent;

import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP route as one agent carries it.
 *
 * @param domain may begin with {@code *.}
 * @param lan where it ends, as that gateway sees it
 * @param lanTls null for plain HTTP
 * @param wakeMac null if the LAN host is never woken
 */
public record AgentRoute(
        long id,
        String domain,
        String pathPrefix,
        LanHost lan,
        @Nullable LanTls lanTls,
        @Nullable String wakeMac) {}
