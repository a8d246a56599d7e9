package dev.sluice.admin.json;

import dev.sluice.core.rule.Features;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who calls, and what a page must know to go on, as JSON. */
public final class SessionJson {

    /**
     * A session's part.
     *
     * @param idleEnd when it ends unless something is asked before
     */
    public record Ends(String csrfToken, Instant startedAt, Instant idleEnd, Instant end) {

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Ends[" + end + "]";
        }
    }

    private SessionJson() {}

    /**
     * The answer.
     *
     * @param ends null for who came with a token
     * @param password {@code unset}, {@code set} or {@code fixed}
     */
    public static JsonObject of(
            String actor, Collection<String> scopes, @Nullable Ends ends, String password, Features features) {
        return new JsonObject()
                .put("actor", actor)
                .put("kind", ends == null ? "token" : "session")
                .put("scopes", new JsonArray(List.copyOf(new TreeSet<>(scopes))))
                .put("csrf_token", ends == null ? null : ends.csrfToken())
                .put("started_at", ends == null ? null : Values.time(ends.startedAt()))
                .put("idle_ends_at", ends == null ? null : Values.time(ends.idleEnd()))
                .put("ends_at", ends == null ? null : Values.time(ends.end()))
                .put("password", password)
                .put(
                        "features",
                        new JsonObject()
                                .put("gateway_pools", features.gatewayPools())
                                .put("load_balancing", features.loadBalancing()));
    }
}
