package dev.sluice.store;

import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Target;
import dev.sluice.core.site.SiteFields;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of routes: each row has its one target spread over columns, and which of them count is {@code target_kind}. */
final class RouteTable {
    static final DesiredTable<Long, Route> ROUTES = new DesiredTable<>(
            "route",
            List.of(
                    "id",
                    "domain",
                    "path_prefix",
                    "description",
                    "enabled",
                    "route_type",
                    "target_kind",
                    "home_peer_id",
                    "target_pool_id",
                    "target_lan_host",
                    "target_lan_port",
                    "target_lan_tls",
                    "target_lan_mac",
                    "target_port",
                    "failover",
                    "rescue",
                    "https_enabled",
                    "https_redirect",
                    "hsts_max_age_s",
                    "site",
                    "l4_protocol",
                    "l4_listen_port",
                    "l4_tls_mode",
                    "created_at",
                    "updated_at",
                    "revision"),
            row -> row.getLong("id"),
            RouteTable::read,
            RouteTable::write);

    private RouteTable() {}

    private static JsonObject write(long id, Route route) {
        Target target = route.target();
        JsonObject row = new JsonObject()
                .put("id", id)
                .put("domain", route.domain())
                .put("path_prefix", route.pathPrefix())
                .put("description", route.description())
                .put("enabled", route.enabled())
                .put("route_type", route.type().wire())
                .put("target_kind", target.kind())
                .put("home_peer_id", Values.idOrNull(target.homeId()))
                .put("target_pool_id", Values.idOrNull(target.poolId()))
                .put("failover", route.failover())
                .put("rescue", route.rescue())
                .put("https_enabled", route.httpsEnabled())
                .put("https_redirect", route.httpsRedirect())
                .put("hsts_max_age_s", route.hstsMaxAgeSeconds())
                .put("site", new JsonObject(SiteFields.written(route.site())))
                .put("target_lan_mac", route.wakeMac());
        LanHost lan = target.lan();
        if (lan != null) {
            row.put("target_lan_host", lan.host()).put("target_lan_port", lan.port());
        }
        if (route.lanTls() != null) {
            row.put("target_lan_tls", route.lanTls().wire());
        }
        if (target instanceof Target.Regular regular) {
            row.put("target_port", regular.port());
        }
        L4Listener l4 = route.l4();
        if (l4 != null) {
            row.put("l4_protocol", l4.protocol())
                    .put("l4_listen_port", l4.port())
                    .put("l4_tls_mode", l4.tlsMode().wire());
        }
        return Values.stamp(row, route.stamp());
    }

    private static Route read(Row row) {
        RouteType type = Values.constant(RouteType.class, row, "route_type");
        return new Route(
                row.getLong("id"),
                row.getString("domain"),
                row.getString("path_prefix"),
                row.getString("description"),
                row.getBoolean("enabled"),
                type,
                target(row),
                row.getBoolean("failover"),
                row.getBoolean("rescue"),
                !Boolean.FALSE.equals(row.getBoolean("https_enabled")), // rows in files of earlier versions say nothing
                row.getBoolean("https_redirect"),
                row.getInteger("hsts_max_age_s"),
                lanTls(row),
                row.getString("target_lan_mac"),
                Values.site(row, "site"),
                type == RouteType.L4
                        ? new L4Listener(
                                row.getString("l4_protocol"),
                                row.getInteger("l4_listen_port"),
                                Values.constant(L4TlsMode.class, row, "l4_tls_mode"))
                        : null,
                Values.stamp(row));
    }

    private static Target target(Row row) {
        String kind = row.getString("target_kind");
        return switch (kind) {
            case "gateway" -> new Target.Gateway(row.getLong("home_peer_id"), lan(row));
            case "pool" -> new Target.Pooled(row.getLong("target_pool_id"), lan(row));
            case "peer" -> new Target.Regular(row.getLong("home_peer_id"), row.getInteger("target_port"));
            default -> throw new IllegalStateException("target_kind: '" + kind + "', expected gateway, pool or peer");
        };
    }

    private static @Nullable LanTls lanTls(Row row) {
        String text = row.getString("target_lan_tls");
        return text == null ? null : LanTls.parse(text);
    }

    private static @Nullable LanHost lan(Row row) {
        String host = row.getString("target_lan_host");
        return host == null ? null : new LanHost(host, row.getInteger("target_lan_port"));
    }
}
