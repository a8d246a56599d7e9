package dev.sluice.core.model;

/**
 * The root of our own authority for private names, which people's devices may be told to trust. All front doors on one database
 * have the same.
 *
 * @param certificate PEM
 * @param key sealed
 */
public record OwnRoot(String certificate, SealedKey key) {}
