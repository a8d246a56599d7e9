package dev.sluice.core.balance;

import dev.sluice.core.model.Hop;
import dev.sluice.core.model.PeerTls;

/** What it takes to speak to an upstream beyond a connection in clear text. */
public sealed interface Approach {

    /**
     * A paired agent, over its hop.
     *
     * @param hop not {@link Hop#OPEN}
     * @param fingerprint lower-case hex SHA-256 of the agent's certificate: whoever is paired anew is another upstream
     */
    record Agent(Hop hop, String fingerprint) implements Approach {

        public Agent {
            if (hop == Hop.OPEN) {
                throw new IllegalArgumentException("hop: actual OPEN, expected MTLS or SECRET");
            }
        }
    }

    /** A peer without agent, or an agent's LAN host, that speaks HTTPS. */
    record Https(PeerTls tls) implements Approach {}

    /** Whether connections begin with a TLS handshake. */
    default boolean isTls() {
        return this instanceof Https || this instanceof Agent agent && agent.hop() == Hop.MTLS;
    }
}
