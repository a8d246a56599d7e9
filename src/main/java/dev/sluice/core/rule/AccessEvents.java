package dev.sluice.core.rule;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.Session;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The events that tell who may come in to the admin API; no secret is in them. */
public final class AccessEvents {

    private static final Map<String, Object> MASKED = Map.of("password", "****");

    private AccessEvents() {}

    /** A token was made. */
    public static Event created(TokenRules.Wanted token, String actor, Instant now) {
        return Event.of(
                EventName.TOKEN_CREATED,
                now,
                actor,
                "Token " + token.name() + " was made",
                Map.of("before", Map.of(), "after", facts(token.name(), token.scopes(), token.expiresAt())));
    }

    /** A token was taken back. */
    public static Event revoked(ApiToken token, String actor, Instant now) {
        Map<String, Object> before = facts(token.name(), token.scopes(), token.expiresAt());
        return Event.of(
                EventName.TOKEN_REVOKED,
                now,
                actor,
                "Token " + token.name() + " was revoked",
                Map.of("token_id", token.id(), "before", before, "after", Map.of()));
    }

    private static Map<String, Object> facts(String name, Collection<String> scopes, @Nullable Instant expiresAt) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("scopes", List.copyOf(new TreeSet<>(scopes)));
        if (expiresAt != null) {
            facts.put("expires_at", expiresAt);
        }
        return facts;
    }

    /**
     * The operator has a new password.
     *
     * @param first whether there was none before
     */
    public static Event passwordChanged(boolean first, String actor, Instant now) {
        return Event.of(
                EventName.PASSWORD_CHANGED,
                now,
                actor,
                first ? "The password was set" : "The password was changed; other sessions have ended",
                Map.of("before", first ? Map.of() : MASKED, "after", MASKED));
    }

    /** The operator came in with the password. */
    public static Event sessionStarted(String address, Instant now) {
        return Event.of(
                EventName.SESSION_STARTED,
                now,
                TokenRules.OPERATOR,
                "A session was started from " + address,
                Map.of("address", address));
    }

    /** The operator went, or had to make room. */
    public static Event sessionEnded(Session session, String actor, Instant now) {
        return Event.of(
                EventName.SESSION_ENDED,
                now,
                actor,
                "The session from " + session.address() + " was ended",
                Map.of("address", session.address(), "started_at", session.startedAt()));
    }

    /**
     * Nobody may try from there for a while.
     *
     * @param what was tried, such as {@code wrong tokens}
     * @param from an address, or words for several
     */
    public static Event locked(String what, String from, int tries, long waitSeconds, Instant now) {
        return Event.of(
                EventName.LOGIN_LOCKED,
                now,
                Event.WATCHDOG,
                tries + " " + what + " came from " + from + ": no more are heard for " + waitSeconds + " s",
                Map.of("tried", what, "from", from, "tries", tries, "wait_s", waitSeconds));
    }
}
