package dev.sluice.core.rule;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ApiToken;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The events that tell who may come in to the admin API; no secret is in them. */
public final class AccessEvents {

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
