package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.Values;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.Clock;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.uptime.Uptime;
import dev.sluice.core.uptime.UptimeEvents;
import dev.sluice.core.uptime.UptimeRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long peers and routes were up in the last day, week and month. The API's loop. */
public final class UptimeResource {

    private static final List<Duration> SPANS = List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));
    private static final Duration LONGEST = SPANS.get(SPANS.size() - 1);

    private final Changes changes;
    private final ActivityLog log;
    private final Clock clock;
    private @Nullable Future<UptimeEvents> reading;

    public UptimeResource(Changes changes, ActivityLog log, Clock clock) {
        this.changes = changes;
        this.log = log;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("listPeerUptime", Located.BASE + "/uptime/peers", this::peers),
                Operation.get("listRouteUptime", Located.BASE + "/uptime/routes", this::routes));
    }

    private Future<Answer> peers(Call call) {
        Long only = call.idOrNull("peer");
        return read().map(told -> {
            Snapshot now = changes.snapshot();
            UptimeRecord known = new UptimeRecord(told, now, clock.now(), SPANS);
            List<Peer> peers = now.desired().peers().values().stream()
                    .filter(peer -> only == null || peer.id() == only)
                    .toList();
            return call.page(peers, peer -> new JsonObject()
                    .put("peer_id", peer.id())
                    .put("name", peer.name())
                    .put("spans", spans(known.peer(peer))));
        });
    }

    private Future<Answer> routes(Call call) {
        Long only = call.idOrNull("route");
        return read().map(told -> {
            Snapshot now = changes.snapshot();
            UptimeRecord known = new UptimeRecord(told, now, clock.now(), SPANS);
            List<Route> routes = now.desired().routes().values().stream()
                    .filter(route -> now.routes().containsKey(route.id()))
                    .filter(route -> only == null || route.id() == only)
                    .toList();
            return call.page(routes, route -> new JsonObject()
                    .put("route_id", route.id())
                    .put("domain", route.domain())
                    .put("path_prefix", route.pathPrefix())
                    .put("l4_listen_port", Values.listenPort(route))
                    .put("spans", spans(known.route(route))));
        });
    }

    /** All who ask while the log is being read get the same: that is one reader at a time, however many ask. */
    private Future<UptimeEvents> read() {
        Future<UptimeEvents> known = reading;
        if (known == null) {
            Future<UptimeEvents> begun =
                    new UptimeReading(changes, log, clock.wall().minus(LONGEST)).run();
            if (!begun.isComplete()) {
                reading = begun;
                begun.onComplete(over -> reading = null);
            }
            known = begun;
        }
        return known;
    }

    private static JsonArray spans(List<Uptime> sums) {
        JsonArray spans = new JsonArray();
        for (int i = 0; i < SPANS.size(); i++) {
            Uptime sum = sums.get(i);
            spans.add(new JsonObject()
                    .put("span", DurationText.format(SPANS.get(i)))
                    .put("up_percent", sum.percent())
                    .put("up_s", sum.up().toSeconds())
                    .put("down_s", sum.down().toSeconds())
                    .put("unknown_s", sum.unknown().toSeconds())
                    .put("outages", sum.outages()));
        }
        return spans;
    }
}
