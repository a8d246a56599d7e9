package dev.sluice.core.model;

/**
 * A certificate that the operator brought through the API, with its key.
 *
 * @param chain PEM, the certificate itself first, then each one's issuer
 */
public record Certificate(long id, CertificateFacts facts, String chain, SealedKey key, Stamp stamp) {}
