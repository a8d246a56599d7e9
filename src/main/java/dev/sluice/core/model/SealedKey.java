package dev.sluice.core.model;

/**
 * A private key that only the holder of the secret can open.
 *
 * @param secret which secret it was sealed under; tells nothing of the secret itself
 * @param box base64: nonce, sealed key, tag
 */
public record SealedKey(String secret, String box) {

    @Override
    public String toString() {
        return "SealedKey[secret=" + secret + "]";
    }
}
