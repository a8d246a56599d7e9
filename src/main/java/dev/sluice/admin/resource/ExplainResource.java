package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.Values;
import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Caller;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.site.ClientCertificates;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a request goes now, and why not elsewhere. */
public final class ExplainResource {

    /** A publication is two writes, moments apart. */
    private static final int MOST_LOOKS = 100;

    private final Changes changes;
    private final ListenPorts ports;
    private final Clock clock;

    public ExplainResource(Changes changes, ListenPorts ports, Clock clock) {
        this.changes = changes;
        this.ports = ports;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("explain", Located.BASE + "/explain", this::explain));
    }

    private Future<Answer> explain(Call call) {
        AskedUrl url = AskedUrl.parse(call.query("url"));
        Caller caller = caller(call.query("client"));
        RoutePlan plan;
        Snapshot now;
        int looks = 0;
        do {
            // The table first: what it holds is in every later snapshot, unless it is just being taken away.
            plan = url.find(changes.plane().table());
            now = changes.snapshot();
        } while (plan != null && !Explanation.agree(plan, now) && ++looks < MOST_LOOKS);
        if (plan == null || !now.routes().containsKey(plan.route().id())) {
            throw new ApiProblem(404, "no_route", "No enabled route matches " + url.shown());
        }
        return Future.succeededFuture(Answer.json(json(Explanation.of(plan, now, clock.now(), caller))));
    }

    /** The begin of a sentence where the route's own port cannot be listened on. */
    private String unheard(Route route) {
        Integer port = ClientCertificates.ownPort(route);
        ListenPorts.Listener listener = port == null ? null : ports.listeners().get(port);
        String fault = listener == null ? null : listener.fault();
        return fault == null ? "" : "Nobody gets in now, for port " + port + " " + fault + "; ";
    }

    private JsonObject json(Explanation explanation) {
        Route route = explanation.route();
        Pool pool = explanation.pool();
        JsonArray others = new JsonArray();
        explanation
                .others()
                .forEach(other -> others.add(
                        new JsonObject().put("peer_id", other.peerId()).put("why_not", other.whyNot())));
        return new JsonObject()
                .put(
                        "route",
                        new JsonObject()
                                .put("id", route.id())
                                .put("domain", route.domain())
                                .put("path_prefix", route.pathPrefix())
                                .put("l4_listen_port", Values.listenPort(route)))
                .put(
                        "pool",
                        pool == null
                                ? null
                                : new JsonObject().put("id", pool.id()).put("name", pool.name()))
                .put("chosen", explanation.chosenId() == 0 ? null : explanation.chosenId())
                .put("because", unheard(route) + explanation.because())
                .put("next", explanation.next())
                .put("maintenance", explanation.maintenance())
                .put("others", others)
                .put("failback_due", Values.time(explanation.failbackDue()));
    }

    private static @Nullable Caller caller(@Nullable String client) {
        if (client == null) {
            return null;
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(client);
        if (address == null) {
            throw ApiProblem.invalid("client", Problems.show(client), "an IPv4 or IPv6 address");
        }
        return new Caller(address);
    }
}
