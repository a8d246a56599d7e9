package dev.sluice.tls;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.rule.Problems;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of the desired state, opened. One that cannot be opened is told in the log once, and keeps no other from
 * being shown. Blocks; one thread.
 */
final class KeptCertificates {

    private static final Logger LOG = LoggerFactory.getLogger(KeptCertificates.class);

    private final SecretKeyFile secret;
    private Collection<Certificate> wanted = List.of();
    private Map<String, Kept> kept = Map.of();
    private @Nullable FileState triedWith;

    /** By fingerprint: either opened, or why not. */
    private sealed interface Outcome {}

    private record Open(OpenedCertificate certificate) implements Outcome {}

    private record Shut(String why) implements Outcome {}

    private record Kept(SealedKey key, Outcome outcome) {}

    KeptCertificates(SecretKeyFile secret) {
        this.secret = secret;
    }

    /** These and no others from now on. What was opened before is not opened again. */
    void keep(Collection<Certificate> certificates) {
        wanted = certificates;
        triedWith = secret.state();
        Map<String, Kept> next = new LinkedHashMap<>();
        for (Certificate certificate : certificates) {
            String fingerprint = certificate.facts().fingerprint();
            Kept before = kept.get(fingerprint);
            Kept now = before != null
                            && before.outcome() instanceof Open
                            && before.key().equals(certificate.key())
                    ? before
                    : new Kept(certificate.key(), opened(certificate));
            if (now.outcome() instanceof Shut shut
                    && (before == null || !before.outcome().equals(shut))) {
                LOG.error(
                        "Certificate {} for {} cannot be shown: {}",
                        certificate.id(),
                        String.join(", ", certificate.facts().names()),
                        shut.why());
            }
            if (now.outcome() instanceof Open && before != null && before.outcome() instanceof Shut) {
                LOG.info(
                        "Certificate {} for {} can be shown now",
                        certificate.id(),
                        String.join(", ", certificate.facts().names()));
            }
            next.put(fingerprint, now);
        }
        kept = next;
    }

    /** Tries those again that cannot be opened, if the secret's file looks different now; whether it did. */
    boolean look() {
        if (faults().isEmpty() || Objects.equals(secret.state(), triedWith)) {
            return false;
        }
        keep(wanted);
        return true;
    }

    private Outcome opened(Certificate certificate) {
        String sealedUnder = certificate.key().secret();
        try {
            KeySeal seal = secret.read();
            if (seal == null) {
                return new Shut("its key is sealed under the secret " + sealedUnder + ", and " + secret
                        + " (secret-key-file) is not there");
            }
            if (!seal.id().equals(sealedUnder)) {
                return new Shut("its key is sealed under the secret " + sealedUnder + ", but " + secret
                        + " (secret-key-file) holds " + seal.id());
            }
            return opened(certificate, seal);
        } catch (IOException e) {
            return new Shut("the secret (secret-key-file) cannot be used: " + Objects.toString(e.getMessage()));
        }
    }

    private static Outcome opened(Certificate certificate, KeySeal seal) {
        Problems problems = new Problems();
        List<X509Certificate> chain = Chain.read(certificate.chain(), "chain", problems);
        KeyKind kind = KeyKind.named(certificate.facts().keyType());
        if (chain.isEmpty() || kind == null) {
            return new Shut("what is kept of it is damaged");
        }
        PrivateKey key = seal.open(certificate.key(), certificate.facts().fingerprint(), kind);
        return key == null
                ? new Shut("its sealed key is damaged, or belongs to another certificate")
                : new Open(new OpenedCertificate(certificate.source(), certificate.facts(), kind, chain, key));
    }

    List<OpenedCertificate> opened() {
        return kept.values().stream()
                .map(Kept::outcome)
                .filter(Open.class::isInstance)
                .map(outcome -> ((Open) outcome).certificate())
                .toList();
    }

    /** Why some cannot be shown, by fingerprint. */
    Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        kept.forEach((fingerprint, each) -> {
            if (each.outcome() instanceof Shut shut) {
                faults.put(fingerprint, shut.why());
            }
        });
        return faults;
    }
}
