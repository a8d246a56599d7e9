package dev.sluice.tls.acme;

import dev.sluice.core.model.Certificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the authority wants certificates to be followed by others (RFC 9773), asked of it every six hours, one certificate at a
 * time. An authority that says nothing of it is asked all the same: it may begin to. One thread, but for what waits.
 */
final class Suggestions {

    private static final Logger LOG = LoggerFactory.getLogger(Suggestions.class);
    private static final Duration AGAIN = Duration.ofHours(6);

    private record Known(Instant askedAt, @Nullable Instant renewal) {}

    private final AcmeClient client;
    private final Workers workers;
    private final Map<String, Known> known = new HashMap<>();
    private boolean asking;

    Suggestions(AcmeClient client, Workers workers) {
        this.client = client;
        this.workers = workers;
    }

    /** What it said of this one; null if it said nothing. */
    @Nullable
    Instant of(Certificate certificate) {
        Known said = known.get(certificate.facts().fingerprint());
        return said == null ? null : said.renewal();
    }

    /**
     * Asks for one of those that were not asked for lately.
     *
     * @param loop brings the answer back to the caller's thread
     */
    void ask(Collection<Certificate> obtained, Instant now, Supplier<CompletionStage<KeyPair>> account, Executor loop) {
        known.keySet().removeIf(fingerprint -> obtained.stream()
                .noneMatch(each -> each.facts().fingerprint().equals(fingerprint)));
        Optional<Certificate> due = obtained.stream()
                .filter(each -> isDue(known.get(each.facts().fingerprint()), now))
                .findFirst();
        if (asking || due.isEmpty()) {
            return;
        }
        asking = true;
        Certificate certificate = due.get();
        account.get()
                .thenCompose(key -> workers.run(() -> client.suggestedRenewal(key, read(certificate))))
                .whenCompleteAsync(
                        (renewal, failure) -> {
                            asking = false;
                            if (failure != null) {
                                LOG.debug(
                                        "When certificate {} is to be renewed: {}",
                                        certificate.id(),
                                        failure.toString());
                            }
                            known.put(
                                    certificate.facts().fingerprint(),
                                    new Known(now, failure == null ? renewal.orElse(null) : null));
                        },
                        loop);
    }

    private static boolean isDue(@Nullable Known said, Instant now) {
        return said == null || !now.isBefore(said.askedAt().plus(AGAIN));
    }

    /** The certificate itself, first of its chain. */
    static X509Certificate read(Certificate certificate) throws CertificateException {
        byte[] pem = certificate.chain().getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
