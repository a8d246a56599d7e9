package dev.sluice.store.embedded;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the embedded Postgres is to be run.
 *
 * @param serviceUser whom to run Postgres as when we are root and user namespaces are denied; empty: the user
 *     {@code sluice} or {@code postgres}, whichever exists first
 * @param userNamespaces whether root may use {@code unshare -U}; false goes straight to the service user
 * @param startLimit how long a start may take until the first query is answered (crash recovery counts)
 * @param stopLimit how long a fast shutdown may take before it is made an immediate one
 * @param serverSettings further {@code postgres -c name=value}; they win over ours
 */
public record EmbeddedOptions(
        Optional<String> serviceUser,
        boolean userNamespaces,
        Duration startLimit,
        Duration stopLimit,
        Map<String, String> serverSettings) {

    public EmbeddedOptions {
        serverSettings = Map.copyOf(serverSettings);
    }

    /** What fits unless someone knows better. */
    public static EmbeddedOptions defaults() {
        return new EmbeddedOptions(Optional.empty(), true, Duration.ofMinutes(2), Duration.ofSeconds(15), Map.of());
    }

    public EmbeddedOptions withServiceUser(String user) {
        return new EmbeddedOptions(Optional.of(user), userNamespaces, startLimit, stopLimit, serverSettings);
    }

    public EmbeddedOptions withoutUserNamespaces() {
        return new EmbeddedOptions(serviceUser, false, startLimit, stopLimit, serverSettings);
    }

    public EmbeddedOptions withLimits(Duration start, Duration stop) {
        return new EmbeddedOptions(serviceUser, userNamespaces, start, stop, serverSettings);
    }

    public EmbeddedOptions withServerSettings(Map<String, String> settings) {
        return new EmbeddedOptions(serviceUser, userNamespaces, startLimit, stopLimit, settings);
    }
}
