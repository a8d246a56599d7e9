package dev.sluice.agent.config;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.AgentL4Route;
import dev.sluice.core.agent.AgentRoute;
import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes routing tables out of an agent's configs: each LAN host is one upstream, which outlives the tables as long as routes
 * lead to it. Not safe for use by several threads, but for what says so.
 */
public final class AgentTable {

    private static final Policy ONLY_ONE = Policy.failover();
    private static final Stamp NO_STAMP = new Stamp(Instant.EPOCH, Instant.EPOCH, 0);

    private final Map<Way, Target> targets = new HashMap<>();
    private volatile Map<Long, Target> byNumber = Map.of();
    private long lastNumber;
    private long generation;

    /** A LAN host, and what stands for it in the table. */
    public record Target(LanHost host, Upstream upstream) {}

    /** How a LAN host is spoken to. */
    private record Way(LanHost host, @Nullable LanTls tls) {}

    /** The table for that config. */
    public RoutingTable build(AgentConfig config) {
        Map<Long, RoutePlan> plans = new HashMap<>();
        Map<Way, Target> used = new HashMap<>();
        for (AgentRoute route : config.routes()) {
            plans.put(route.id(), plan(route(route), used, new Way(route.lan(), route.lanTls())));
        }
        for (AgentL4Route route : config.l4Routes()) {
            plans.put(route.id(), plan(route(route), used, new Way(route.lan(), null)));
        }
        targets.clear();
        targets.putAll(used);
        byNumber = used.values().stream()
                .collect(
                        Collectors.toUnmodifiableMap(target -> target.upstream().peerId(), target -> target));
        return new RoutingTable(++generation, plans, Set.of());
    }

    /** What goes by that number as a peer; null if no route leads to it any more. Any thread. */
    public @Nullable Target target(long number) {
        return byNumber.get(number);
    }

    /** All that routes lead to. Any thread. */
    public Collection<Target> targets() {
        return byNumber.values();
    }

    private RoutePlan plan(Route route, Map<Way, Target> used, Way way) {
        Upstream upstream = used.computeIfAbsent(way, this::knownOrNew).upstream();
        Ladder ladder = new Ladder(List.of(List.of(upstream)));
        String lan = way.host().toString(); // as the front door spells it
        return new RoutePlan(route, 0, ladder, ONLY_ONE, null, lan, lan, null, null);
    }

    private Target knownOrNew(Way way) {
        Target known = targets.get(way);
        return known != null ? known : new Target(way.host(), fresh(way));
    }

    private Upstream fresh(Way way) {
        return new Upstream(
                new PeerVitals(++lastNumber),
                way.host().toString(),
                bare(way.host().host()),
                way.host().port(),
                true,
                PeerProtocol.HTTP1,
                1,
                way.tls() == null ? null : new Approach.Https(PeerTls.of(way.tls())));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static Route route(AgentRoute told) {
        return route(
                told.id(),
                told.domain(),
                told.pathPrefix(),
                told.lan(),
                told.lanTls(),
                told.wakeMac(),
                RouteType.HTTP,
                null);
    }

    private static Route route(AgentL4Route told) {
        L4Listener listener = new L4Listener(L4Listener.TCP, told.listenPort(), told.tls());
        return route(told.id(), told.domain(), "/", told.lan(), null, told.wakeMac(), RouteType.L4, listener);
    }

    private static Route route(
            long id,
            String domain,
            String pathPrefix,
            LanHost lan,
            @Nullable LanTls tls,
            @Nullable String wakeMac,
            RouteType type,
            @Nullable L4Listener l4) {
        return new Route(
                id,
                domain,
                pathPrefix,
                "",
                true,
                type,
                new dev.sluice.core.model.Target.Pooled(0, lan),
                false,
                true,
                false,
                null,
                tls,
                wakeMac,
                l4,
                NO_STAMP);
    }
}
