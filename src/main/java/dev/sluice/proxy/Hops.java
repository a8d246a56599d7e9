package dev.sluice.proxy;

import java.time.Duration;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The ways between a front door and its agents, as one of the two sees them.
 *
 * @param credentials by which agents know this front door; null where none is paired
 * @param gate whom to serve, where this is an agent itself; null serves everybody
 * @param lanAuthorities who vouches for LAN hosts that an agent speaks HTTPS to; null is whoever Java trusts on its machine
 * @param wakePatience how long a request at an agent may wait for a LAN host that is being woken; zero: not at all
 */
public record Hops(
        @Nullable HopCredentials credentials,
        @Nullable AgentGate gate,
        @Nullable X509ExtendedTrustManager lanAuthorities,
        Duration wakePatience) {

    /** No agent anywhere. */
    public static final Hops NONE = new Hops(null, null, null, Duration.ZERO);

    /** A front door with agents. */
    public static Hops to(HopCredentials credentials) {
        return new Hops(credentials, null, null, Duration.ZERO);
    }

    /** An agent. */
    public static Hops from(AgentGate gate) {
        return new Hops(null, gate, null, Duration.ZERO);
    }

    /** The same with those vouching for LAN hosts. */
    public Hops withLanAuthorities(X509ExtendedTrustManager others) {
        return new Hops(credentials, gate, others, wakePatience);
    }

    /** The same with that patience. */
    public Hops withWakePatience(Duration patience) {
        return new Hops(credentials, gate, lanAuthorities, patience);
    }
}
