package dev.sluice.core.uptime;

import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pool;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a pool was for a time.
 *
 * @param to itself not in it
 * @param members ids of peers; none of a pool that was not there
 */
record PoolEra(Instant from, Instant to, boolean enabled, Set<Long> members) {

    /** How it is now; null is one that is gone. */
    static PoolEra now(@Nullable Pool pool) {
        return pool == null
                ? new PoolEra(Instant.MIN, Instant.MAX, false, Set.of())
                : new PoolEra(
                        Instant.MIN,
                        Instant.MAX,
                        pool.enabled(),
                        pool.members().stream().map(Member::peerId).collect(Collectors.toUnmodifiableSet()));
    }

    /** This one, which began with that. */
    PoolEra since(PoolChange change) {
        return new PoolEra(change.at(), to, enabled, members);
    }

    /** The one before this, which ended with that. */
    PoolEra before(PoolChange change) {
        return new PoolEra(
                Instant.MIN,
                change.at(),
                change.existed() && Objects.requireNonNullElse(change.enabled(), enabled),
                change.existed() ? Objects.requireNonNullElse(change.members(), members) : Set.of());
    }

    boolean has(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
