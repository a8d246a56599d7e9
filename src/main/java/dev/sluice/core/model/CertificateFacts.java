package dev.sluice.core.model;

import java.time.Instant;
import java.util.List;

/**
 * What a certificate says of itself.
 *
 * @param names hosts that it is good for, in lower case: names, {@code *.} and a name, or IP addresses
 * @param issuer the distinguished name of who signed it
 * @param keyType {@code RSA} or {@code EC}
 * @param fingerprint SHA-256 of the certificate itself, 64 hexadecimal digits in lower case; tells certificates apart
 */
public record CertificateFacts(
        List<String> names, Instant notBefore, Instant notAfter, String issuer, String keyType, String fingerprint) {

    public CertificateFacts {
        names = List.copyOf(names);
    }
}
