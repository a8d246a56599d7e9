package dev.sluice.proxy;

import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.hop.TlsEngine;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Where TLS of the hop ends at an agent: it shows the certificate of its pairing, and goes on only with those who show one
 * of the same authority. Which of them is the front door, {@link AgentGate} tells.
 */
public final class AgentTls implements TlsTermination {

    private final InternalIdentity identity;
    private final SslProvider engine;

    /** With the quickest engine that works here. */
    public AgentTls(InternalIdentity identity) {
        this(identity, TlsEngine.best());
    }

    AgentTls(InternalIdentity identity, SslProvider engine) {
        this.identity = identity;
        this.engine = engine;
    }

    @Override
    public Handshakes handshakes(List<String> alpn) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity.keys(), new char[0]);
            SslContextBuilder builder = SslContextBuilder.forServer(keys)
                    .sslProvider(engine)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .trustManager(identity.authority())
                    .clientAuth(ClientAuth.REQUIRE);
            if (!alpn.isEmpty()) {
                builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        alpn));
            }
            SslContext context = builder.build();
            return (allocator, serverName) -> context.newHandler(allocator);
        } catch (SSLException | GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** An agent has no clients but its front door. */
    @Override
    public Handshakes handshakes(List<String> alpn, X509ExtendedTrustManager clients) {
        throw new UnsupportedOperationException("an agent asks its front door alone for a certificate");
    }

    /** No client is ever sent here from HTTP. */
    @Override
    public boolean covers(String host) {
        return false;
    }

    /** The front door brings requests for all hosts on one connection. */
    @Override
    public boolean serves(SSLSession session, String host) {
        return true;
    }
}
