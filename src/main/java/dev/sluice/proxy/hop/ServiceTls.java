package dev.sluice.proxy.hop;

import dev.sluice.core.trust.Authorities;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How TLS begins towards services with authorities of their own, which are no upstreams. What is made for one text serves all
 * requests, so that they share connections. Event loop.
 */
public final class ServiceTls {

    /** Beyond so many texts the one that was used longest ago is forgotten, and with the next request made anew. */
    static final int MOST = 64;

    private static final String NAME_IS_CHECKED = "HTTPS";

    private final Duration patience;
    private final Map<String, ClientSSLOptions> known = new RecentlyUsed<>(MOST);

    /**
     * That of one event loop.
     *
     * @param patience how long a handshake may take
     */
    public ServiceTls(Duration patience) {
        this.patience = patience;
    }

    /**
     * What the HTTP client needs; null is its own way, which trusts whoever Java trusts here.
     *
     * @param authorities in PEM; null if none are named
     */
    public @Nullable ClientSSLOptions options(@Nullable String authorities) {
        return authorities == null ? null : known.computeIfAbsent(authorities, this::made);
    }

    private ClientSSLOptions made(String authorities) {
        List<X509Certificate> read = Authorities.read(authorities);
        if (read == null) {
            throw new IllegalStateException("ca: actual no certificates, expected " + Authorities.EXPECTED);
        }
        return new ClientSSLOptions()
                .setTrustOptions(TrustOptions.wrap(CertificateTrust.issuedBy(read)))
                .setHostnameVerificationAlgorithm(NAME_IS_CHECKED)
                .setSslHandshakeTimeout(patience.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
