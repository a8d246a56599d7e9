package dev.sluice.core.expiry;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.port.CertificateFile;

/**
 * A certificate that clients are shown, and where to replace it.
 *
 * @param title such as {@code Certificate 7} or {@code The certificate in shop.crt}
 * @param detail the name of the event's detail that says which: {@code certificate_id} or {@code file}
 * @param which its value
 */
public record WatchedCertificate(CertificateFacts facts, String title, String detail, Object which) {

    public static WatchedCertificate of(Certificate certificate) {
        return new WatchedCertificate(
                certificate.facts(), "Certificate " + certificate.id(), "certificate_id", certificate.id());
    }

    public static WatchedCertificate of(CertificateFile found) {
        return new WatchedCertificate(found.facts(), "The certificate in " + found.file(), "file", found.file());
    }
}
