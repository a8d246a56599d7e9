package dev.sluice.tls;

import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that can be shown: where it came from, its chain, itself first, and the key that fits it. Two are equal if they
 * are the same.
 */
final class OpenedCertificate {

    private final CertificateSource source;
    private final CertificateFacts facts;
    private final KeyKind kind;
    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final Set<String> names;

    OpenedCertificate(
            CertificateSource source,
            CertificateFacts facts,
            KeyKind kind,
            List<X509Certificate> chain,
            PrivateKey key) {
        this.source = source;
        this.facts = facts;
        this.kind = kind;
        this.chain = List.copyOf(chain);
        this.key = key;
        this.names = Set.copyOf(facts.names());
    }

    /** Engines know it by this; another version of a certificate has another. */
    String alias() {
        return facts.fingerprint();
    }

    CertificateSource source() {
        return source;
    }

    CertificateFacts facts() {
        return facts;
    }

    KeyKind kind() {
        return kind;
    }

    X509Certificate[] chain() {
        return chain.toArray(X509Certificate[]::new);
    }

    /** The chain as text, and nothing else that the text it came from may have held. */
    String pem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : chain) {
            text.append(PemBlock.certificate(Chain.encoded(each)));
        }
        return text.toString();
    }

    PrivateKey key() {
        return key;
    }

    /** Whether it is good for this host, in lower case. Hash lookups only. */
    boolean covers(String host) {
        return names.contains(host) || names.contains(CertificateIndex.wildcard(host));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenedCertificate opened && opened.alias().equals(alias());
    }

    @Override
    public int hashCode() {
        return alias().hashCode();
    }

    @Override
    public String toString() {
        return "OpenedCertificate[" + facts + "]";
    }
}
