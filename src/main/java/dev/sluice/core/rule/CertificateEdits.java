package dev.sluice.core.rule;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.NewCertificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds and deletes certificates; one is never changed, it is followed by another. */
public final class CertificateEdits {

    private CertificateEdits() {}

    /** Keeps an examined certificate. Refuses with CERTIFICATE_EXISTS. */
    public static Edit add(NewCertificate examined, Command command) {
        return Edit.creating(Edit.Kind.CERTIFICATE, (desired, context) -> {
            refuseSecond(desired, examined.facts().fingerprint());
            Certificate certificate = new Certificate(
                    context.id(),
                    CertificateSource.API,
                    examined.facts(),
                    examined.chain(),
                    examined.key(),
                    context.created());
            return new Edited(
                    desired.with(certificate),
                    Audit.created(
                            EventName.CERTIFICATE_CREATED, context, command, title(certificate), Facts.of(certificate)),
                    certificate.id());
        });
    }

    /** Keeps one that was obtained, in the place of the others that were obtained for no other names. */
    public static Edit obtained(NewCertificate examined, Command command) {
        return Edit.creating(Edit.Kind.CERTIFICATE, (desired, context) -> {
            refuseSecond(desired, examined.facts().fingerprint());
            Certificate certificate = new Certificate(
                    context.id(),
                    CertificateSource.ACME,
                    examined.facts(),
                    examined.chain(),
                    examined.key(),
                    context.created());
            List<Long> followed = followedBy(certificate, desired);
            Desired after = desired;
            for (long id : followed) {
                after = after.withoutCertificate(id);
            }
            return new Edited(
                    after.with(certificate),
                    List.of(obtained(certificate, followed, context, command)),
                    certificate.id());
        });
    }

    /** What tells that one was obtained. */
    static Event obtained(Certificate certificate, List<Long> followed, EditContext context, Command command) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("certificate_id", certificate.id());
        details.put("names", certificate.facts().names());
        details.put("not_after", certificate.facts().notAfter());
        details.put("issuer", certificate.facts().issuer());
        details.put("followed", followed);
        return Event.of(
                followed.isEmpty() ? EventName.CERTIFICATE_ISSUED : EventName.CERTIFICATE_RENEWED,
                context.now(),
                command.actor(),
                title(certificate) + " was " + (followed.isEmpty() ? "issued" : "renewed") + ", good until "
                        + certificate.facts().notAfter(),
                details);
    }

    private static List<Long> followedBy(Certificate certificate, Desired desired) {
        return desired.certificates().values().stream()
                .filter(other -> other.source() == CertificateSource.ACME
                        && certificate.facts().names().containsAll(other.facts().names()))
                .map(Certificate::id)
                .toList();
    }

    private static void refuseSecond(Desired desired, String fingerprint) {
        for (Certificate other : desired.certificates().values()) {
            if (other.facts().fingerprint().equals(fingerprint)) {
                throw new Rejection(
                        RejectionCode.CERTIFICATE_EXISTS,
                        "This very certificate is there already: it is certificate " + other.id());
            }
        }
    }

    /** Forgets it, with its key. Refuses with NOT_FOUND and STALE. */
    public static Edit delete(long id, Command command) {
        return (desired, context) -> {
            Certificate certificate = Found.certificate(desired, id);
            command.expect(certificate.stamp());
            return new Edited(
                    desired.withoutCertificate(id),
                    Audit.deleted(
                            EventName.CERTIFICATE_DELETED, context, command, title(certificate), Facts.of(certificate)),
                    id);
        };
    }

    private static String title(Certificate certificate) {
        CertificateFacts facts = certificate.facts();
        int more = facts.names().size() - 1;
        return "Certificate " + certificate.id() + " for " + facts.names().get(0)
                + (more == 0 ? "" : " and " + more + " more");
    }
}
