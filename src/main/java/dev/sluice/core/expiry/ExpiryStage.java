package dev.sluice.core.expiry;

import dev.sluice.core.model.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How near a certificate's end is, where it is told of. In order: the later, the nearer. */
public enum ExpiryStage {
    THREE_WEEKS(21),
    ONE_WEEK(7),
    ONE_DAY(1),
    OVER(0);

    private final int days;

    ExpiryStage(int days) {
        this.days = days;
    }

    /** Days before the end at which it begins. */
    public int days() {
        return days;
    }

    /** The stage that the certificate is in; null if its end is still far. */
    public static @Nullable ExpiryStage of(CertificateFacts certificate, Instant now) {
        ExpiryStage reached = null;
        for (ExpiryStage stage : values()) {
            if (stage.fits(certificate) && stage.isReached(certificate, now)) {
                reached = stage;
            }
        }
        return reached;
    }

    /** The last second counts as valid (RFC 5280 4.1.2.5). */
    private boolean isReached(CertificateFacts certificate, Instant now) {
        return now.isAfter(certificate.notAfter().minus(Duration.ofDays(days)));
    }

    /** One that is made for a few days is no news while it is young: a stage lies in the second half of its time. */
    private boolean fits(CertificateFacts certificate) {
        Duration lifetime = Duration.between(certificate.notBefore(), certificate.notAfter());
        return this == OVER || Duration.ofDays(days).multipliedBy(2).compareTo(lifetime) <= 0;
    }
}
