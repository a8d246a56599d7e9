package dev.sluice.proxy;

import dev.sluice.core.port.PasswordVerifier;
import dev.sluice.proxy.tunnel.TunnelOptions;
import java.util.List;
import java.util.function.Consumer;

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
 * @param passwords by what the passwords of visitors are verified, on threads that may be blocked
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
        Hops hops,
        PasswordVerifier passwords) {

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
                Hops.NONE,
                (password, hash) -> false);
    }

    public ProxyOptions withHttp(String otherHost, int otherPort) {
        return with(copy -> {
            copy.host = otherHost;
            copy.port = otherPort;
        });
    }

    public ProxyOptions withHttps(int otherPort) {
        return with(copy -> copy.httpsPort = otherPort);
    }

    public ProxyOptions withPublicHttps(int seenPort) {
        return with(copy -> copy.publicHttpsPort = seenPort);
    }

    public ProxyOptions withH2c(boolean allowed) {
        return with(copy -> copy.h2c = allowed);
    }

    public ProxyOptions withEventLoops(int loops) {
        return with(copy -> copy.eventLoops = loops);
    }

    public ProxyOptions withTrustedProxies(List<String> proxies) {
        return with(copy -> copy.trustedProxies = proxies);
    }

    public ProxyOptions withClients(ClientLimits limits) {
        return with(copy -> copy.clients = limits);
    }

    public ProxyOptions withUpstreams(UpstreamLimits limits) {
        return with(copy -> copy.upstreams = limits);
    }

    public ProxyOptions withTunnels(TunnelOptions times) {
        return with(copy -> copy.tunnels = times);
    }

    public ProxyOptions withHops(Hops ways) {
        return with(copy -> copy.hops = ways);
    }

    public ProxyOptions withPasswords(PasswordVerifier verifier) {
        return with(copy -> copy.passwords = verifier);
    }

    private ProxyOptions with(Consumer<Draft> change) {
        Draft copy = new Draft(this);
        change.accept(copy);
        return copy.finished();
    }

    /** The same while it is being changed. */
    private static final class Draft {
        private String host;
        private int port;
        private int httpsPort;
        private int publicHttpsPort;
        private boolean h2c;
        private int eventLoops;
        private List<String> trustedProxies;
        private ClientLimits clients;
        private UpstreamLimits upstreams;
        private TunnelOptions tunnels;
        private Hops hops;
        private PasswordVerifier passwords;

        Draft(ProxyOptions options) {
            host = options.host;
            port = options.port;
            httpsPort = options.httpsPort;
            publicHttpsPort = options.publicHttpsPort;
            h2c = options.h2c;
            eventLoops = options.eventLoops;
            trustedProxies = options.trustedProxies;
            clients = options.clients;
            upstreams = options.upstreams;
            tunnels = options.tunnels;
            hops = options.hops;
            passwords = options.passwords;
        }

        ProxyOptions finished() {
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
                    hops,
                    passwords);
        }
    }
}
