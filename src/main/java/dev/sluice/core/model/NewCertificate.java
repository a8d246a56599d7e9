package dev.sluice.core.model;

/**
 * A certificate that was examined and may be kept: its key fits, and is sealed.
 *
 * @param chain PEM, the certificate itself first, then each one's issuer
 */
public record NewCertificate(CertificateFacts facts, String chain, SealedKey key) {}
