package dev.sluice.tls;

import dev.sluice.core.model.CertificateSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is shown for one name: of the best standing that there is, a certificate of each kind of key, so that a client gets the
 * one it can check.
 */
record Choice(
        Standing standing,
        @Nullable OpenedCertificate rsa,
        @Nullable OpenedCertificate ec) {

    /** The one that there is. */
    static Choice of(OpenedCertificate certificate, Standing standing) {
        return certificate.kind() == KeyKind.RSA
                ? new Choice(standing, certificate, null)
                : new Choice(standing, null, certificate);
    }

    /** The better of the two; of the same standing, with both, and of two of a kind the one that lasts longer. */
    Choice or(Choice other) {
        int order = standing.compareTo(other.standing);
        if (order != 0) {
            return order < 0 ? this : other;
        }
        return new Choice(standing, longer(rsa, other.rsa), longer(ec, other.ec));
    }

    private static @Nullable OpenedCertificate longer(
            @Nullable OpenedCertificate one, @Nullable OpenedCertificate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int order = one.facts().notAfter().compareTo(other.facts().notAfter());
        if (order == 0) {
            order = one.facts().notBefore().compareTo(other.facts().notBefore());
        }
        if (order == 0) {
            order = one.alias().compareTo(other.alias()); // some order, always the same
        }
        return order >= 0 ? one : other;
    }

    @Nullable
    OpenedCertificate of(KeyKind kind) {
        return kind == KeyKind.RSA ? rsa : ec;
    }

    boolean covers(String host) {
        return (rsa == null || rsa.covers(host)) && (ec == null || ec.covers(host));
    }

    /** Whether nobody but us signed it: who does not trust our root cannot check it. */
    boolean isOwn() {
        return (rsa == null || rsa.source() == CertificateSource.OWN)
                && (ec == null || ec.source() == CertificateSource.OWN);
    }

    Stream<OpenedCertificate> all() {
        return Stream.concat(Stream.ofNullable(rsa), Stream.ofNullable(ec));
    }
}
