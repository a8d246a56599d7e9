package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The operator's password, hashed, and the sessions that it has opened. Any thread. Every stage fails with {@link StoreAwayException}. */
public interface Logins {

    /**
     * All there is.
     *
     * @param passwordHash null if no password was ever set
     */
    record Kept(@Nullable String passwordHash, List<Session> sessions) {

        /** Never shows the hash. */
        @Override
        public String toString() {
            return "Kept[" + sessions.size() + " sessions]";
        }
    }

    CompletionStage<Kept> load();

    /**
     * Sets the password, and ends all sessions but one.
     *
     * @param but the sha256 of the session that goes on; null for none
     */
    CompletionStage<Void> password(String hash, @Nullable String but, Event told);

    CompletionStage<Void> begin(Session session, Event told);

    CompletionStage<Void> end(String sha256, Event told);

    /**
     * Notes when sessions were last seen, and forgets those that nobody could go on with.
     *
     * @param at by their sha256
     * @param startedBefore such sessions are over, as are those that were last seen before {@code seenBefore}
     */
    CompletionStage<Void> seen(Map<String, Instant> at, Instant startedBefore, Instant seenBefore);
}
