package dev.sluice.core.uptime;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the activity log tells of a change of a pool: how it was until then.
 *
 * @param existed false: it was made by that
 * @param enabled null: that stayed as it was
 * @param members ids of peers; null: they stayed the same
 */
record PoolChange(
        Instant at,
        long poolId,
        boolean existed,
        @Nullable Boolean enabled,
        @Nullable Set<Long> members) {

    /** The change that the event tells of; null if it names no pool. */
    static @Nullable PoolChange of(Event event) {
        if (!(event.details().get("pool_id") instanceof Number id)) {
            return null;
        }
        Map<?, ?> before = event.details().get("before") instanceof Map<?, ?> told ? told : Map.of();
        return new PoolChange(
                event.at(),
                id.longValue(),
                event.name() != EventName.POOL_CREATED,
                before.get("enabled") instanceof Boolean enabled ? enabled : null,
                before.get("members") instanceof Iterable<?> members ? ids(members) : null);
    }

    private static Set<Long> ids(Iterable<?> members) {
        Set<Long> ids = new HashSet<>();
        for (Object member : members) {
            if (member instanceof Map<?, ?> fields && fields.get("peer_id") instanceof Number id) {
                ids.add(id.longValue());
            }
        }
        return ids;
    }
}
