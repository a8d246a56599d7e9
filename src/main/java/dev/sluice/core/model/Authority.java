package dev.sluice.core.model;

/**
 * The internal certificate authority, which agents trust and nobody else, and what the front door shows them. All front
 * doors on one database have the same.
 *
 * @param certificate PEM, the authority's own
 * @param key the authority's, sealed
 * @param doorCertificate PEM chain, the front door's own first; shown to agents on their listener and on the hop
 * @param doorKey the front door's, sealed
 */
public record Authority(String certificate, SealedKey key, String doorCertificate, SealedKey doorKey) {}
