package dev.sluice.tls;

import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.rule.Problems;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a chain and a private key, as text, can be shown to clients.
 *
 * @param chainPath what the chain is called in problems
 * @param keyPath what the key is called
 */
record Examination(String chainPath, String keyPath) {

    /** Both, read, as what the operator brings; null, with each problem told, if they cannot be used. Their time is not judged. */
    @Nullable
    OpenedCertificate read(String chainPem, String keyPem, Problems problems) {
        List<X509Certificate> chain = Chain.read(chainPem, chainPath, problems);
        List<String> names = chain.isEmpty() ? List.of() : CertificateNames.of(chain.get(0));
        if (!chain.isEmpty() && names.isEmpty()) {
            problems.add(
                    chainPath,
                    "a certificate that names no host",
                    "DNS names or IP addresses among its subject alternative names");
        }
        PemBlock block = PrivateKeys.block(keyPem, keyPath, problems);
        if (chain.isEmpty()) {
            return null;
        }
        X509Certificate itself = chain.get(0);
        PublicKey certified = itself.getPublicKey();
        KeyKind kind = KeyKind.of(certified);
        if (kind == null) {
            problems.add(chainPath, KeyKind.describe(certified), KeyKind.EXPECTED);
            return null;
        }
        PrivateKey key = block == null ? null : PrivateKeys.read(block, keyPath, certified, kind, problems);
        return key == null || names.isEmpty()
                ? null
                : new OpenedCertificate(CertificateSource.API, facts(itself, names, kind), kind, chain, key);
    }

    /** Tells it if the certificate cannot be used now. */
    void judgeTime(OpenedCertificate certificate, Instant now, Problems problems) {
        CertificateFacts facts = certificate.facts();
        if (facts.notAfter().isBefore(now)) {
            problems.add(chainPath, "expired on " + facts.notAfter(), "a certificate that is valid now");
        } else if (facts.notBefore().isAfter(now)) {
            problems.add(chainPath, "not valid before " + facts.notBefore(), "a certificate that is valid now");
        }
    }

    private static CertificateFacts facts(X509Certificate itself, List<String> names, KeyKind kind) {
        return new CertificateFacts(
                names,
                itself.getNotBefore().toInstant(),
                itself.getNotAfter().toInstant(),
                itself.getIssuerX500Principal().getName(),
                kind.name(),
                Chain.fingerprint(itself));
    }
}
