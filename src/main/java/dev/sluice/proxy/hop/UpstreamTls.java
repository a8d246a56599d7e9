package dev.sluice.proxy.hop;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.core.trust.Authorities;
import dev.sluice.proxy.HopCredentials;
import dev.sluice.proxy.Hops;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How TLS begins towards upstreams: to an agent with the certificates of its pairing on both sides, to another peer as was
 * said of it, to a LAN host as its route says. An agent must show the very certificate that it was paired with, for its own name. Any thread.
 */
public final class UpstreamTls {

    /** Each edit of a peer may bring another; those that are in use are kept by their users. */
    private static final int MOST = 1_024;

    private static final String NAME_IS_CHECKED = "HTTPS";
    private static final String ANY_NAME = "";
    private static final List<String> HTTP_2 = List.of("h2");

    private final Hops hops;
    private final Duration patience;
    private final Map<Long, ToAgent> agents = new ConcurrentHashMap<>();
    private final Map<Spoken, ClientSSLOptions> others = Collections.synchronizedMap(new RecentlyUsed<>(MOST));

    /** How a host without certificates of ours is spoken to. */
    private record Spoken(PeerTls tls, boolean http2) {}

    /** What handshakes with one agent are made with, until it is paired anew. */
    private record ToAgent(String fingerprint, ClientSSLOptions options, SslContext context) {}

    /**
     * For the upstreams of a front door, or of an agent.
     *
     * @param patience how long a handshake may take
     */
    public UpstreamTls(Hops hops, Duration patience) {
        this.hops = hops;
        this.patience = patience;
    }

    /** The name that the upstream's certificate has to be for, and is asked for. */
    public String serverName(Upstream upstream) {
        if (upstream.approach() instanceof Approach.Https https && https.tls().serverName() != null) {
            return https.tls().serverName();
        }
        return upstream.isAgent() ? InternalIdentity.nameOf(upstream.peerId()) : upstream.host();
    }

    /**
     * What the HTTP client needs; equal ones share connections.
     *
     * @throws IllegalStateException if the front door's own certificate is not at hand
     */
    public ClientSSLOptions options(Upstream upstream) {
        if (upstream.approach() instanceof Approach.Agent agent) {
            return agent(upstream.peerId(), agent.fingerprint()).options();
        }
        if (upstream.approach() instanceof Approach.Https https) {
            return options(https.tls(), false);
        }
        throw new IllegalStateException("approach: actual none, expected one by TLS");
    }

    /**
     * The same for a peer or LAN host.
     *
     * @param http2 whether the server has to agree to HTTP/2
     */
    public ClientSSLOptions options(PeerTls tls, boolean http2) {
        return others.computeIfAbsent(new Spoken(tls, http2), this::made);
    }

    /** The same for an agent that is asked without a route. */
    public ClientSSLOptions options(long peerId, String fingerprint) {
        return agent(peerId, fingerprint).options();
    }

    /**
     * The handler of a handshake with an agent. Event loop.
     *
     * @throws IllegalStateException as above
     */
    public SslHandler handler(Upstream upstream, ByteBufAllocator allocator) {
        if (!(upstream.approach() instanceof Approach.Agent agent)) {
            throw new IllegalStateException("approach: actual " + upstream.approach() + ", expected an agent's");
        }
        SslHandler handler = agent(upstream.peerId(), agent.fingerprint())
                .context()
                .newHandler(allocator, serverName(upstream), upstream.port());
        handler.setHandshakeTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }

    private ToAgent agent(long peerId, String fingerprint) {
        return agents.compute(
                peerId,
                (id, known) -> known != null && known.fingerprint().equals(fingerprint) ? known : made(fingerprint));
    }

    private ToAgent made(String fingerprint) {
        HopCredentials credentials = hops.credentials();
        InternalIdentity own = credentials == null ? null : credentials.identity();
        if (own == null) {
            throw new IllegalStateException("the front door's own certificate: actual none, expected one");
        }
        CertificateTrust trust = new CertificateTrust(CertificateTrust.issuedBy(own), fingerprint);
        KeyManagerFactory keys = keys(own);
        try {
            SslContext context = SslContextBuilder.forClient()
                    .sslProvider(TlsEngine.best())
                    .keyManager(keys)
                    .trustManager(trust)
                    .endpointIdentificationAlgorithm(NAME_IS_CHECKED)
                    .build();
            return new ToAgent(
                    fingerprint, options(trust, NAME_IS_CHECKED).setKeyCertOptions(KeyCertOptions.wrap(keys)), context);
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyManagerFactory keys(InternalIdentity own) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own.keys(), new char[0]);
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the front door's own certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private ClientSSLOptions made(Spoken spoken) {
        PeerTls tls = spoken.tls();
        ClientSSLOptions made =
                switch (tls.trust().kind()) {
                    case VERIFY -> options(new CertificateTrust(authorities(tls), null), NAME_IS_CHECKED);
                    case ANY, PINNED ->
                        options(new CertificateTrust(null, tls.trust().pin()), ANY_NAME);
                };
        return spoken.http2() ? made.setUseAlpn(true).setApplicationLayerProtocols(HTTP_2) : made;
    }

    private X509ExtendedTrustManager authorities(PeerTls tls) {
        String named = tls.authorities();
        List<X509Certificate> read = named == null ? null : Authorities.read(named);
        if (read != null) {
            return CertificateTrust.issuedBy(read);
        }
        if (named != null) {
            throw new IllegalStateException("tls_ca: actual no certificates, expected " + Authorities.EXPECTED);
        }
        @Nullable X509ExtendedTrustManager given = hops.lanAuthorities();
        return given == null ? CertificateTrust.usual() : given;
    }

    private ClientSSLOptions options(CertificateTrust trust, String nameCheck) {
        return new ClientSSLOptions()
                .setTrustOptions(TrustOptions.wrap(trust))
                .setHostnameVerificationAlgorithm(nameCheck)
                .setSslHandshakeTimeout(patience.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
