package dev.sluice.proxy;

import dev.sluice.proxy.tunnel.TunnelOptions;
import java.util.List;

/**
 * How the front door is set up.
 *
 * @param host address to listen on; {@code 0.0.0.0} is all of IPv4, {@code ::} all there are
 * @param port for HTTP; 0 takes a free one, {@link #NONE} does not listen
 * @param httpsPort the same for HTTPS; {@link #NONE} does not listen
 * @param publicHttpsPort the port that clients reach HTTPS at, for redirects; 0 if it is the listener's
 * @param h2c whether clients in clear text may begin with HTTP/2 ("prior knowledge", RFC 9113 3.3)
 * @param eventLoops front-door verticles, each on an event loop of its own
 * @param trustedProxies addresses or CIDR blocks whose forwarded headers and request ids are believed
 * @param hops the ways to agents, or what makes this an agent
 */
public record ProxyOptions(
        String host,
        int port,
        int httpsPort,
        int publicHttpsPort,
        boolean h2c,
        int eventLoops,
        List<String> trustedProxies,
        ClientLimits clients,
        UpstreamLimits upstreams,
        TunnelOptions tunnels,
        Hops hops) {

    /** As a port: no listener. */
    public static final int NONE = -1;

    public ProxyOptions {
        trustedProxies = List.copyOf(trustedProxies);
        if (port < NONE || port > 65535) {
            throw new IllegalArgumentException("port: actual " + port + ", expected -1 to 65535");
        }
        if (httpsPort < NONE || httpsPort > 65535) {
            throw new IllegalArgumentException("httpsPort: actual " + httpsPort + ", expected -1 to 65535");
        }
        if (eventLoops < 1) {
            throw new IllegalArgumentException("eventLoops: actual " + eventLoops + ", expected at least 1");
        }
    }

    /** All addresses, port 8080, no HTTPS, one event loop per processor, nobody trusted, default limits. */
    public static ProxyOptions defaults() {
        return new ProxyOptions(
                "0.0.0.0",
                8080,
                NONE,
                0,
                false,
                Runtime.getRuntime().availableProcessors(),
                List.of(),
                ClientLimits.defaults(),
                UpstreamLimits.defaults(),
                TunnelOptions.defaults(),
                Hops.NONE);
    }

    public ProxyOptions withHttp(String otherHost, int otherPort) {
        return new ProxyOptions(
                otherHost,
                otherPort,
                httpsPort,
                publicHttpsPort,
                h2c,
                eventLoops,
                trustedProxies,
                clients,
                upstreams,
                tunnels,
                hops);
    }

    public ProxyOptions withHttps(int otherPort) {
        return new ProxyOptions(
                host,
                port,
                otherPort,
                publicHttpsPort,
                h2c,
                eventLoops,
                trustedProxies,
                clients,
                upstreams,
                tunnels,
                hops);
    }

    public ProxyOptions withPublicHttps(int seenPort) {
        return new ProxyOptions(
                host, port, httpsPort, seenPort, h2c, eventLoops, trustedProxies, clients, upstreams, tunnels, hops);
    }

    public ProxyOptions withH2c(boolean allowed) {
        return new ProxyOptions(
                host,
                port,
                httpsPort,
                publicHttpsPort,
                allowed,
                eventLoops,
                trustedProxies,
                clients,
                upstreams,
                tunnels,
                hops);
    }

    public ProxyOptions withEventLoops(int loops) {
        return new ProxyOptions(
                host, port, httpsPort, publicHttpsPort, h2c, loops, trustedProxies, clients, upstreams, tunnels, hops);
    }

    public ProxyOptions withTrustedProxies(List<String> proxies) {
        return new ProxyOptions(
                host, port, httpsPort, publicHttpsPort, h2c, eventLoops, proxies, clients, upstreams, tunnels, hops);
    }

    public ProxyOptions withClients(ClientLimits limits) {
        return new ProxyOptions(
                host,
                port,
                httpsPort,
                publicHttpsPort,
                h2c,
                eventLoops,
                trustedProxies,
                limits,
                upstreams,
                tunnels,
                hops);
    }

    public ProxyOptions withUpstreams(UpstreamLimits limits) {
        return new ProxyOptions(
                host,
                port,
                httpsPort,
                publicHttpsPort,
                h2c,
                eventLoops,
                trustedProxies,
                clients,
                limits,
                tunnels,
                hops);
    }

    public ProxyOptions withTunnels(TunnelOptions times) {
        return new ProxyOptions(
                host,
                port,
                httpsPort,
                publicHttpsPort,
                h2c,
                eventLoops,
                trustedProxies,
                clients,
                upstreams,
                times,
                hops);
    }

    public ProxyOptions withHops(Hops ways) {
        return new ProxyOptions(
                host,
                port,
                httpsPort,
                publicHttpsPort,
                h2c,
                eventLoops,
                trustedProxies,
                clients,
                upstreams,
                tunnels,
                ways);
    }
}
