package dev.sluice.core.model;

/**
 * A certificate that the operator brought through the API, or that was obtained, with its key.
 *
 * @param chain PEM, the certificate itself first, then each one's issuer
 */
public record Certificate(
        long id, CertificateSource source, CertificateFacts facts, String chain, SealedKey key, Stamp stamp) {

    /** This certificate with the mark of its change. */
    public Certificate stamped(Stamp changed) {
        return new Certificate(id, source, facts, chain, key, changed);
    }
}
