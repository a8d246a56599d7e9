package dev.sluice.proxy.certified;

import dev.sluice.proxy.hop.CertificateTrust;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust in those of some authorities that are valid at one time: a trust manager of the JDK asks none for its own dates.
 *
 * @param trust null if none is valid
 * @param from when it was made
 * @param until when one begins or ends next
 */
record StandingAuthorities(@Nullable X509ExtendedTrustManager trust, Instant from, Instant until) {

    static StandingAuthorities of(List<X509Certificate> all, Instant now) {
        List<X509Certificate> valid = all.stream()
                .filter(one -> !now.isBefore(one.getNotBefore().toInstant())
                        && !now.isAfter(one.getNotAfter().toInstant()))
                .toList();
        Instant until = all.stream()
                .flatMap(one -> Stream.of(
                        one.getNotBefore().toInstant(), one.getNotAfter().toInstant()))
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        return new StandingAuthorities(valid.isEmpty() ? null : CertificateTrust.issuedBy(valid), now, until);
    }

    /** Whether they are the same then; a clock may be set back. */
    boolean areSoAt(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
