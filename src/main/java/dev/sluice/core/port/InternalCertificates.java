package dev.sluice.core.port;

import dev.sluice.core.model.Authority;
import dev.sluice.core.model.SealedKey;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is asked of the room that makes and opens what we and agents know each other by. Any thread. */
public interface InternalCertificates {

    /**
     * What an agent gets when it is paired; it is not kept here.
     *
     * @param chain PEM, the agent's own certificate first
     * @param fingerprint lower-case hex SHA-256 of that certificate
     * @param gatewayAuth the secret of its hop
     * @param apiToken what opens its API to us
     */
    record Issued(
            String chain,
            String fingerprint,
            String gatewayAuth,
            SealedKey sealedGatewayAuth,
            String apiToken,
            SealedKey sealedApiToken) {

        @Override
        public String toString() {
            return "Issued[" + fingerprint + "]";
        }
    }

    /** Makes a new authority and the front door's certificate; fails with a sentence if their keys cannot be sealed. */
    CompletionStage<Authority> make();

    /**
     * Signs the key of a request (PKCS #10, RFC 2986) for that peer's agent; name, lifetime and use are ours whatever it asks
     * for. Fails with a {@link dev.sluice.core.rule.Rejection} if it cannot be read, its key is not EC on P-256, or whoever
     * asks does not have that key; with a sentence if the authority's key cannot be opened.
     *
     * @param request PEM
     */
    CompletionStage<Issued> issue(Authority authority, long peerId, String request);

    /** The same checks of a request, and nothing made. */
    CompletionStage<Void> examine(String request);

    /** What we show and trust; null while there is no authority, or its keys cannot be opened. Never waits. */
    @Nullable
    InternalIdentity identity();

    /** Why there is no identity although there is an authority, as a sentence; null if there is one, or no authority. */
    @Nullable
    String fault();

    /** The secret of that agent's hop; null if it is not paired, or it cannot be opened. Never waits. */
    @Nullable
    String gatewayAuth(long peerId);

    /** What opens that agent's API; null in the same cases. Never waits. */
    @Nullable
    String apiToken(long peerId);

    /** Complete once all this goes by what was published before this call. */
    CompletionStage<Void> settled();
}
