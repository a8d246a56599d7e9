package dev.sluice.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's identity: made once, by a one-shot code, for the gateway that the agent runs on.
 *
 * @param hop never {@link Hop#OPEN}
 * @param fingerprint lower-case hex SHA-256 of the agent's certificate (DER); who shows it is that agent
 * @param secret what a {@link Hop#SECRET} hop is proven by, sealed
 * @param apiToken what opens the agent's own API to us, sealed
 * @param agentVersion of the agent when it was paired
 * @param lanAddress the gateway's own address in its LAN as its agent last announced it; null if it did not
 */
public record Pairing(
        long peerId,
        Hop hop,
        String fingerprint,
        SealedKey secret,
        SealedKey apiToken,
        Instant pairedAt,
        String agentVersion,
        @Nullable String lanAddress) {

    public Pairing {
        if (hop == Hop.OPEN) {
            throw new IllegalArgumentException("hop of a pairing: open, expected mtls or secret");
        }
    }

    /** This pairing with another announced address. */
    public Pairing at(@Nullable String announced) {
        return new Pairing(peerId, hop, fingerprint, secret, apiToken, pairedAt, agentVersion, announced);
    }
}
