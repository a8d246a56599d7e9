package dev.sluice.proxy.certified;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** What a certificate calls its holder, in lower case: alternative names that are texts (RFC 5280 4.2.1.6), and common names. */
final class CertificateWords {

    private static final String COMMON_NAME = "CN";

    private CertificateWords() {}

    static Stream<String> of(X509Certificate certificate) {
        return Stream.concat(alternative(certificate), common(certificate.getSubjectX500Principal()))
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    private static Stream<String> alternative(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Stream.empty()
                    : names.stream()
                            .map(name -> name.get(1))
                            .filter(String.class::isInstance)
                            .map(String.class::cast);
        } catch (CertificateParsingException e) {
            return Stream.empty();
        }
    }

    private static Stream<String> common(X500Principal subject) {
        try {
            return new LdapName(subject.getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase(COMMON_NAME))
                            .map(rdn -> String.valueOf(rdn.getValue()));
        } catch (InvalidNameException e) {
            return Stream.empty();
        }
    }
}
