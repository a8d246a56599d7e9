package dev.sluice.tls;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is shown for one name: a certificate of each kind of key there is, so that a client gets the one it can check. */
record Choice(@Nullable OpenedCertificate rsa, @Nullable OpenedCertificate ec) {

    static final Choice NONE = new Choice(null, null);

    /** With that one too; of two of a kind, the one that lasts longer. */
    Choice with(OpenedCertificate other) {
        return other.kind() == KeyKind.RSA ? new Choice(longer(rsa, other), ec) : new Choice(rsa, longer(ec, other));
    }

    private static OpenedCertificate longer(@Nullable OpenedCertificate one, OpenedCertificate other) {
        if (one == null) {
            return other;
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

    Stream<OpenedCertificate> all() {
        return Stream.concat(Stream.ofNullable(rsa), Stream.ofNullable(ec));
    }
}
