package dev.sluice.proxy.certified;

import dev.sluice.core.site.ClientCertificates;
import dev.sluice.core.trust.Authorities;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates of clients are good for one route: of its authorities, valid now, for use by clients (RFC 5280 4.2.1.12),
 * and with one of its names. An authority whose own time is over vouches for nobody. Any thread.
 */
final class ClientTrust extends X509ExtendedTrustManager {

    private final List<X509Certificate> authorities;
    private final Set<String> names;
    private volatile StandingAuthorities standing;

    ClientTrust(ClientCertificates terms) {
        List<X509Certificate> read = Authorities.read(terms.authorities());
        this.authorities = read == null ? List.of() : List.copyOf(read);
        this.names = terms.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.standing = StandingAuthorities.of(authorities, Instant.now());
    }

    private X509ExtendedTrustManager trusted() throws CertificateException {
        StandingAuthorities known = standing;
        Instant now = Instant.now();
        if (!known.areSoAt(now)) {
            known = StandingAuthorities.of(authorities, now);
            standing = known;
        }
        X509ExtendedTrustManager trusted = known.trust();
        if (trusted == null) {
            throw new CertificateException("no authority of the route is valid now");
        }
        return trusted;
    }

    private void checkName(X509Certificate[] chain) throws CertificateException {
        if (!names.isEmpty() && CertificateWords.of(chain[0]).noneMatch(names::contains)) {
            throw new CertificateException("none of the route's names is in the certificate");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trusted().checkClientTrusted(chain, type, engine);
        checkName(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        trusted().checkClientTrusted(chain, type, socket);
        checkName(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trusted().checkClientTrusted(chain, type);
        checkName(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this side is the server");
    }

    /** Told to clients, so that they know which certificate to show. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(new X509Certificate[0]);
    }
}
