package dev.sluice.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Netty's contexts for handshakes: TLS 1.2 and 1.3, ciphers with forward secrecy only, sessions resumed by tickets and by id.
 * One context per list of ALPN protocols, for all event loops; certificates are swapped beneath it.
 */
final class ServerContexts {

    /** The intermediate set that Mozilla recommends: every client of the last ten years knows one of them. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final int SESSIONS = 20_480;
    private static final int SESSION_SECONDS = 3_600;
    /** Native copies of chains and keys; those of certificates that are gone make room. */
    private static final int NATIVE_COPIES = 4_096;
    /** Where one route is served. */
    private static final int FEW_NATIVE_COPIES = 64;

    private static final int SHORTEST_SESSION_SECONDS = 1;
    private static final String UNUSABLE = "TLS cannot be set up: ";

    private final ShownCertificates shown;
    private final TlsEngine engine;
    private final Map<List<String>, NamedHandshakes> contexts = new ConcurrentHashMap<>();

    ServerContexts(ShownCertificates shown, TlsEngine engine) {
        this.shown = shown;
        this.engine = engine;
    }

    /** Those that offer these protocols, the preferred one first; none offers no ALPN. Any thread. */
    NamedHandshakes handshakes(List<String> alpn) {
        return contexts.computeIfAbsent(List.copyOf(alpn), this::made);
    }

    /**
     * New ones of the same kind that want a certificate of each client, in each handshake: of sessions see
     * {@link NamedHandshakes}. Any thread.
     *
     * @param clients judges what is shown
     */
    NamedHandshakes handshakes(List<String> alpn, X509ExtendedTrustManager clients) {
        try {
            SslContext context = common(alpn, FEW_NATIVE_COPIES)
                    .trustManager(clients)
                    .clientAuth(ClientAuth.REQUIRE)
                    .build();
            // Nothing to BoringSSL, which resumes nothing here; the JDK's engine cannot be told to, but to forget soon.
            context.sessionContext().setSessionTimeout(SHORTEST_SESSION_SECONDS);
            return new NamedHandshakes(context, shown, true);
        } catch (SSLException e) {
            throw new IllegalStateException(UNUSABLE + e.getMessage(), e);
        }
    }

    private NamedHandshakes made(List<String> alpn) {
        try {
            SslContext context = common(alpn, NATIVE_COPIES)
                    .trustManager(NoClients.INSTANCE)
                    .sessionCacheSize(SESSIONS)
                    .sessionTimeout(SESSION_SECONDS)
                    .build();
            if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
                sessions.setTicketKeys(); // of its own making and changing; TLS 1.3 resumes by tickets alone
            }
            return new NamedHandshakes(context, shown, false);
        } catch (SSLException e) {
            throw new IllegalStateException(UNUSABLE + e.getMessage(), e);
        }
    }

    private SslContextBuilder common(List<String> alpn, int nativeCopies) {
        SslContextBuilder builder = SslContextBuilder.forServer(keys(nativeCopies))
                .sslProvider(engine.provider())
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
        return alpn.isEmpty()
                ? builder
                : builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        alpn));
    }

    private KeyManagerFactory keys(int nativeCopies) {
        KeyManagerFactory keys = new Keys(new SniKeys(shown));
        return engine == TlsEngine.BORINGSSL ? new OpenSslCachingX509KeyManagerFactory(keys, nativeCopies) : keys;
    }

    /** Hands out one key manager. */
    private static final class Keys extends SimpleKeyManagerFactory {

        private final SniKeys keys;

        Keys(SniKeys keys) {
            this.keys = keys;
        }

        @Override
        protected void engineInit(KeyStore store, char[] password) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {keys};
        }
    }
}
