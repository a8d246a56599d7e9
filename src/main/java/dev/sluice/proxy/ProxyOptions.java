package dev.sluice.proxy;

import java.util.List;

/**
 * How the front door is set up.
 *
 * @param host address to listen on; {@code 0.0.0.0} is all of IPv4, {@code ::} all there are
 * @param port 0 takes a free one
 * @param eventLoops front-door verticles, each on an event loop of its own
 * @param trustedProxies addresses or CIDR blocks whose forwarded headers and request ids are believed
 */
public record ProxyOptions(
        String host,
        int port,
        int eventLoops,
        List<String> trustedProxies,
        ClientLimits clients,
        UpstreamLimits upstreams) {

    public ProxyOptions {
        trustedProxies = List.copyOf(trustedProxies);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: actual " + port + ", expected 0 to 65535");
        }
        if (eventLoops < 1) {
            throw new IllegalArgumentException("eventLoops: actual " + eventLoops + ", expected at least 1");
        }
    }

    /** All addresses, port 8080, one event loop per processor, nobody trusted, default limits. */
    public static ProxyOptions defaults() {
        return new ProxyOptions(
                "0.0.0.0",
                8080,
                Runtime.getRuntime().availableProcessors(),
                List.of(),
                ClientLimits.defaults(),
                UpstreamLimits.defaults());
    }

    public ProxyOptions withHttp(String otherHost, int otherPort) {
        return new ProxyOptions(otherHost, otherPort, eventLoops, trustedProxies, clients, upstreams);
    }

    public ProxyOptions withEventLoops(int loops) {
        return new ProxyOptions(host, port, loops, trustedProxies, clients, upstreams);
    }

    public ProxyOptions withTrustedProxies(List<String> proxies) {
        return new ProxyOptions(host, port, eventLoops, proxies, clients, upstreams);
    }

    public ProxyOptions withClients(ClientLimits limits) {
        return new ProxyOptions(host, port, eventLoops, trustedProxies, limits, upstreams);
    }

    public ProxyOptions withUpstreams(UpstreamLimits limits) {
        return new ProxyOptions(host, port, eventLoops, trustedProxies, clients, limits);
    }
}
