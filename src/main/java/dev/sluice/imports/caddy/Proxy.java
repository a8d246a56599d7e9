package dev.sluice.imports.caddy;

import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.model.Probe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code reverse_proxy} says, as far as Sluice can say it.
 *
 * @param upstreams none if nothing of it can be had
 * @param tls null in clear text
 * @param reasons why a route to it is to be switched off
 * @param hstsSeconds what it lets browsers be told; null for nothing
 * @param asks whether it asks a service whom to let in, and the answer comes from elsewhere
 * @param features what a route to it does beside forwarding, with all that was said before
 */
record Proxy(
        List<UpstreamAddress> upstreams,
        Balance balance,
        Probe probe,
        PeerProtocol protocol,
        @Nullable PeerTls tls,
        List<String> reasons,
        @Nullable Integer hstsSeconds,
        boolean asks,
        Features features) {

    Proxy {
        upstreams = List.copyOf(upstreams);
        reasons = List.copyOf(reasons);
    }
}
