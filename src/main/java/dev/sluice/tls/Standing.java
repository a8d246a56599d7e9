package dev.sluice.tls;

import dev.sluice.core.model.CertificateFacts;
import java.time.Instant;
import java.util.Collection;

/** Which of several certificates for one name is shown. In order, the best first. */
enum Standing {
    /** Good now, and the operator brought it. */
    BROUGHT,
    /** Good now, and an authority gave it. */
    OBTAINED,
    /** Good now, and of our own. */
    OWN,
    /** It has ended, or has not begun. */
    NOT_NOW;

    static Standing of(OpenedCertificate certificate, Instant now) {
        CertificateFacts facts = certificate.facts();
        if (now.isBefore(facts.notBefore()) || now.isAfter(facts.notAfter())) {
            return NOT_NOW;
        }
        return switch (certificate.source()) {
            case API -> BROUGHT;
            case ACME -> OBTAINED;
            case OWN -> OWN;
        };
    }

    /** When the next of them begins or ends, and so stands differently. */
    static Instant nextChange(Collection<OpenedCertificate> certificates, Instant now) {
        Instant next = Instant.MAX;
        for (OpenedCertificate certificate : certificates) {
            next = sooner(next, certificate.facts().notBefore(), now);
            // The last second counts as good (RFC 5280 4.1.2.5).
            next = sooner(next, certificate.facts().notAfter().plusNanos(1), now);
        }
        return next;
    }

    private static Instant sooner(Instant next, Instant other, Instant now) {
        return other.isAfter(now) && other.isBefore(next) ? other : next;
    }
}
