package dev.sluice.tls.acme;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The authority that certificates come from, and as whom it is asked.
 *
 * @param directory its directory (RFC 8555 section 7.1.1), by https
 * @param email whom it may write to; null: nobody
 * @param root PEM with the certificates that its own must be signed by; null: one that the JVM trusts
 * @param external the account that we have with it already; null: it needs none
 */
public record AcmeOptions(
        URI directory,
        @Nullable String email,
        @Nullable Path root,
        @Nullable ExternalAccount external) {

    /**
     * An account that was made in another way (RFC 8555 section 7.3.4).
     *
     * @param hmacKey in base64url
     */
    public record ExternalAccount(String keyId, String hmacKey) {

        @Override
        public String toString() {
            return "ExternalAccount[keyId=" + keyId + "]";
        }
    }
}
