package dev.sluice.store;

import dev.sluice.core.model.Drill;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.model.Site;
import dev.sluice.core.site.SiteFields;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.util.List;
import java.util.Map;

/** The small tables of the desired state: overrides, drills, settings, and what is said for all routes. */
final class DesiredTables {
    static final DesiredTable<Long, RouteOverride> OVERRIDES = new DesiredTable<>(
            "route_override",
            List.of("route_id", "peer_id", "set_at", "until", "created_at", "updated_at", "revision"),
            row -> row.getLong("route_id"),
            row -> new RouteOverride(
                    row.getLong("route_id"),
                    row.getLong("peer_id"),
                    Values.instant(row, "set_at"),
                    Values.instantOrNull(row, "until"),
                    Values.stamp(row)),
            (id, override) -> Values.stamp(
                    new JsonObject()
                            .put("route_id", id)
                            .put("peer_id", override.peerId())
                            .put("set_at", override.setAt())
                            .put("until", override.until()),
                    override.stamp()));

    static final DesiredTable<Long, Drill> DRILLS = new DesiredTable<>(
            "drill",
            List.of("id", "peer_id", "started_at", "ends_at", "created_at", "updated_at", "revision"),
            row -> row.getLong("id"),
            row -> new Drill(
                    row.getLong("id"),
                    row.getLong("peer_id"),
                    Values.instant(row, "started_at"),
                    Values.instant(row, "ends_at"),
                    Values.stamp(row)),
            (id, drill) -> Values.stamp(
                    new JsonObject()
                            .put("id", id)
                            .put("peer_id", drill.peerId())
                            .put("started_at", drill.startedAt())
                            .put("ends_at", drill.endsAt()),
                    drill.stamp()));

    static final DesiredTable<String, String> SETTINGS = new DesiredTable<>(
            "setting",
            List.of("key", "value"),
            row -> row.getString("key"),
            row -> row.getString("value"),
            (key, value) -> new JsonObject().put("key", key).put("value", value));

    /** What is said for all routes: one row, or none. */
    private static final DesiredTable<Long, Site> SITE = new DesiredTable<>(
            "site",
            List.of("id", "features"),
            row -> row.getLong("id"),
            row -> Values.site(row, "features"),
            (id, site) -> new JsonObject().put("id", id).put("features", new JsonObject(SiteFields.written(site))));

    private static final long ONLY = 1;

    private DesiredTables() {}

    static Future<Site> loadSite(PgConnection connection) {
        return SITE.load(connection).map(DesiredTables::only);
    }

    static Future<Void> writeSite(PgConnection connection, Site before, Site after) {
        return SITE.deleteMissing(connection, rows(before), rows(after))
                .compose(v -> SITE.writeChanged(connection, rows(before), rows(after)));
    }

    static JsonArray siteToJson(Map<Long, Site> sites) {
        return SITE.toJson(sites);
    }

    static Map<Long, Site> sitesFromJson(JsonArray rows) {
        return SITE.fromJson(rows);
    }

    /** It as rows: none if nothing is said. */
    static Map<Long, Site> rows(Site site) {
        return site.isPlain() ? Map.of() : Map.of(ONLY, site);
    }

    static Site only(Map<Long, Site> rows) {
        return rows.getOrDefault(ONLY, Site.PLAIN);
    }
}
