package dev.sluice.store;

import dev.sluice.core.model.Failback;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Sticky;
import dev.sluice.core.site.SiteFields;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pools and, in a table of their own, their members. */
final class PoolTable {
    private static final DesiredTable<Long, Pool> POOLS = new DesiredTable<>(
            "pool",
            List.of(
                    "id",
                    "name",
                    "mode",
                    "lb_policy",
                    "failback_cooldown_s",
                    "failback",
                    "outage_message",
                    "enabled",
                    "sticky_cookie",
                    "sticky_max_age_s",
                    "site",
                    "created_at",
                    "updated_at",
                    "revision"),
            row -> row.getLong("id"),
            PoolTable::read,
            PoolTable::write);

    private static final Upsert MEMBERS =
            Upsert.into("pool_member", List.of("pool_id", "peer_id"), List.of(), List.of("priority"));

    private PoolTable() {}

    static Future<Map<Long, Pool>> load(PgConnection connection) {
        return POOLS.load(connection).compose(pools -> connection
                .preparedQuery("SELECT pool_id, peer_id, priority FROM pool_member")
                .execute()
                .map(rows -> {
                    Map<Long, List<Member>> members = new HashMap<>();
                    for (Row row : rows) {
                        members.computeIfAbsent(row.getLong("pool_id"), id -> new ArrayList<>())
                                .add(new Member(row.getLong("peer_id"), row.getInteger("priority")));
                    }
                    pools.replaceAll((id, pool) -> with(pool, members.getOrDefault(id, List.of())));
                    return pools;
                }));
    }

    /** The rows as JSON, each with its members. */
    static JsonArray toJson(Map<Long, Pool> pools) {
        JsonArray rows = POOLS.toJson(pools);
        for (Object row : rows) {
            JsonArray members = new JsonArray();
            Pool pool = Objects.requireNonNull(pools.get(((JsonObject) row).getLong("id")));
            pool.members().forEach(member -> members.add(row(pool.id(), member)));
            ((JsonObject) row).put("members", members);
        }
        return rows;
    }

    /** The pools of such rows. */
    static Map<Long, Pool> fromJson(JsonArray rows) {
        Map<Long, Pool> pools = POOLS.fromJson(rows);
        for (Object row : rows) {
            List<Member> members = new ArrayList<>();
            for (Object member : ((JsonObject) row).getJsonArray("members")) {
                JsonObject json = (JsonObject) member;
                members.add(new Member(json.getLong("peer_id"), json.getInteger("priority")));
            }
            pools.computeIfPresent(((JsonObject) row).getLong("id"), (id, pool) -> with(pool, members));
        }
        return pools;
    }

    static Future<Void> deleteMissing(PgConnection connection, Map<Long, Pool> before, Map<Long, Pool> after) {
        return POOLS.deleteMissing(connection, before, after);
    }

    static Future<Void> writeChanged(PgConnection connection, Map<Long, Pool> before, Map<Long, Pool> after) {
        List<Long> refilled = new ArrayList<>();
        List<JsonObject> members = new ArrayList<>();
        for (Pool pool : after.values()) {
            Pool old = before.get(pool.id());
            if (old == null || !old.members().equals(pool.members())) {
                refilled.add(pool.id());
                pool.members().forEach(member -> members.add(row(pool.id(), member)));
            }
        }
        return POOLS.writeChanged(connection, before, after)
                .compose(done -> refilled.isEmpty()
                        ? Future.succeededFuture()
                        : connection
                                .preparedQuery("DELETE FROM pool_member WHERE pool_id = ANY($1)")
                                .execute(Values.array(refilled)))
                .compose(done -> MEMBERS.write(connection, members));
    }

    private static JsonObject row(long poolId, Member member) {
        return new JsonObject()
                .put("pool_id", poolId)
                .put("peer_id", member.peerId())
                .put("priority", member.priority());
    }

    private static Pool with(Pool pool, List<Member> members) {
        return new Pool(
                pool.id(),
                pool.name(),
                pool.mode(),
                pool.policy(),
                pool.failbackCooldownS(),
                pool.failback(),
                pool.outageMessage(),
                pool.enabled(),
                pool.sticky(),
                pool.site(),
                members,
                pool.stamp());
    }

    private static Pool read(Row row) {
        return new Pool(
                row.getLong("id"),
                row.getString("name"),
                Values.constant(PoolMode.class, row, "mode"),
                row.getString("lb_policy") == null
                        ? null
                        : Values.constant(LoadBalancingPolicy.class, row, "lb_policy"),
                row.getInteger("failback_cooldown_s"),
                Values.constant(Failback.class, row, "failback"),
                row.getString("outage_message"),
                row.getBoolean("enabled"),
                sticky(row),
                Values.site(row, "site"),
                List.of(),
                Values.stamp(row));
    }

    private static @Nullable Sticky sticky(Row row) {
        String cookie = row.getString("sticky_cookie");
        Long seconds = row.getLong("sticky_max_age_s");
        return cookie == null ? null : new Sticky(cookie, seconds == null ? null : Duration.ofSeconds(seconds));
    }

    private static JsonObject write(long id, Pool pool) {
        LoadBalancingPolicy policy = pool.policy();
        Sticky sticky = pool.sticky();
        Duration maxAge = sticky == null ? null : sticky.maxAge();
        JsonObject row = new JsonObject()
                .put("id", id)
                .put("name", pool.name())
                .put("mode", pool.mode().wire())
                .put("lb_policy", policy == null ? null : policy.wire())
                .put("failback_cooldown_s", pool.failbackCooldownS())
                .put("failback", pool.failback().wire())
                .put("outage_message", pool.outageMessage())
                .put("enabled", pool.enabled())
                .put("sticky_cookie", sticky == null ? null : sticky.cookie())
                .put("sticky_max_age_s", maxAge == null ? null : maxAge.toSeconds())
                .put("site", new JsonObject(SiteFields.written(pool.site())));
        return Values.stamp(row, pool.stamp());
    }
}
