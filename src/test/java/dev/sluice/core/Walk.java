package dev.sluice.core;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A random life of a front door: peers live and die, the operator changes everything at any time, the process is restarted.
 * The same seed makes the same life. The scenario checks each publication; the walk, that outages begin and end in turn.
 */
final class Walk {

    private static final List<LoadBalancingPolicy> POLICIES = List.of(LoadBalancingPolicy.values());

    final Scenario scenario;
    private final Random random;
    private final Set<Long> sick = new HashSet<>();
    private final Set<Object> pending = new HashSet<>();
    private long nextPeer = 5;
    private int nextRoute;
    private int happened;

    Walk(long seed) {
        random = new Random(seed);
        Will will = Will.pool(1, 2, 3).andPool(2, 2, 4);
        will.cooldown(2, 10).balance(2, LoadBalancingPolicy.LEAST_CONN);
        will.pinned("one", 1).pinned("two", 2).pinned("four", 4).pinned("loopback", 1, "127.0.0.1");
        will.pooled("failover", 1).pooled("balanced", 2).regular(26, 3000).application("app", 26, null);
        scenario = Scenario.unseen(will);
    }

    /** Observations, edits, ticks and restarts so far. */
    int happened() {
        return happened;
    }

    void step() {
        happened++;
        int dice = random.nextInt(100);
        if (dice < 60) {
            observe();
        } else if (dice < 75) {
            scenario.pass(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(3_000)));
        } else if (dice < 77) {
            scenario.board.tick();
        } else if (dice < 78) {
            restart();
        } else if (dice < 80) {
            Foretold.itsLossIsWhatWasSaid(scenario, anyPeer());
        } else {
            scenario.edit(edit());
        }
        scenario.events().forEach(this::endsWhatBegan);
        Foretold.requestsGoWhereIsSaid(scenario, random);
    }

    private void observe() {
        long peer = anyPeer();
        if (random.nextInt(12) == 0 && !sick.remove(peer)) {
            sick.add(peer);
        }
        if (random.nextInt(20) == 0) {
            scenario.board.suspect(peer, "dial refused", scenario.clock.now());
            Some.present(scenario.board.fleet().vitals(peer)).suspect();
        }
        Route route = anyOf(scenario.will.desired().routes().values());
        if (route != null && random.nextInt(8) == 0) {
            scenario.board.reached(peer, Map.of(route.id(), report()));
        }
        boolean answers = sick.contains(peer) == (random.nextInt(8) == 0);
        for (int i = random.nextInt(3); i >= 0; i--) {
            happened++;
            if (answers) {
                scenario.answers(peer);
            } else if (random.nextInt(3) == 0) {
                scenario.silent(Duration.ofMillis(500), peer);
            } else {
                scenario.refuses(peer);
            }
            scenario.pass(Scenario.PACE);
        }
    }

    private Report report() {
        Moment now = scenario.clock.now();
        return random.nextBoolean() ? Report.reached(now, now) : Report.unreached("refused", now, now);
    }

    /** Without a drill: one that ends while the process is stopped ends untold. */
    private void restart() {
        scenario.edit(will -> {
            List.copyOf(will.desired().drills().values()).forEach(drill -> will.endDrill(drill.peerId()));
            return will;
        });
        scenario.restart(Duration.ofMillis(random.nextInt(100_000)));
        if (random.nextInt(3) == 0) {
            scenario.clock.moveWall(Duration.ofSeconds(random.nextInt(7200) - 3600));
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            observe();
        }
        scenario.open();
    }

    private UnaryOperator<Will> edit() {
        long peer = anyPeer();
        Pool pool = anyOf(scenario.will.desired().pools().values());
        Route route = anyOf(scenario.will.desired().routes().values());
        return switch (random.nextInt(14)) {
            case 0 -> will -> will.drain(peer);
            case 1 -> will -> will.resume(peer);
            case 2 -> will -> random.nextBoolean() ? will.disable(peer) : will.enable(peer);
            case 3 -> will -> will.enable(peer).resume(peer);
            case 4 -> will -> will.drill(peer, in(random.nextInt(40)));
            case 5 -> will -> will.endDrill(peer);
            case 6 -> will -> pool == null ? will : poolEdit(will, pool);
            case 7 -> will -> pool == null ? will : will.members(pool.id(), someGateways());
            case 8 ->
                will -> pool == null ? will.andPool(1 + random.nextInt(3), someGateways()) : deletePool(will, pool);
            case 9, 10 -> will -> route == null ? will : override(will, route);
            case 11 -> will -> route == null ? will : will.route(route.domain(), anyTarget());
            case 12 -> will -> route == null ? will : will.routeEnabled(route.domain(), random.nextInt(4) != 0);
            default -> this::peersAndRoutesComeAndGo;
        };
    }

    private Will poolEdit(Will will, Pool pool) {
        return switch (random.nextInt(5)) {
            case 0 -> will.cooldown(pool.id(), random.nextInt(90));
            case 1 -> will.manual(pool.id());
            case 2 -> will.poolEnabled(pool.id(), !pool.enabled());
            case 3 -> will.balance(pool.id(), POLICIES.get(random.nextInt(POLICIES.size())));
            default -> will.failOver(pool.id());
        };
    }

    private Will deletePool(Will will, Pool pool) {
        boolean used = will.desired().routes().values().stream()
                .anyMatch(r -> r.target().poolId() == pool.id());
        return used ? will : will.deletePool(pool.id());
    }

    private Will override(Will will, Route route) {
        if (random.nextBoolean()) {
            return will.noOverride(route.domain());
        }
        return will.override(
                route.domain(), anyPeer(), scenario.clock.wall(), random.nextBoolean() ? in(random.nextInt(60)) : null);
    }

    private Will peersAndRoutesComeAndGo(Will will) {
        long peer = anyPeer();
        return switch (random.nextInt(4)) {
            case 0 -> will.gateway(nextPeer++ % 20 + 5);
            case 1 -> isHome(will, peer) ? will : will.deletePeer(peer);
            case 2 -> will.pinned("new-" + nextRoute++, anyGateway());
            default ->
                will.desired().routes().size() < 7
                        ? will
                        : will.deleteRoute(
                                anyOf(will.desired().routes().values()).domain());
        };
    }

    private static boolean isHome(Will will, long peer) {
        return will.desired().peers().size() < 4
                || will.desired().routes().values().stream()
                        .anyMatch(r -> r.target().homeId() == peer);
    }

    private Target anyTarget() {
        Pool pool = anyOf(scenario.will.desired().pools().values());
        return pool == null || random.nextBoolean()
                ? new Target.Gateway(anyGateway(), null)
                : new Target.Pooled(pool.id(), null);
    }

    private long[] someGateways() {
        List<Long> some = new ArrayList<>(gateways());
        Collections.shuffle(some, random);
        return some.stream().limit(1 + random.nextInt(4)).mapToLong(id -> id).toArray();
    }

    private List<Long> gateways() {
        return scenario.will.desired().peers().keySet().stream()
                .filter(id -> id != 26)
                .toList();
    }

    private long anyGateway() {
        return Some.present(anyOf(gateways()));
    }

    private long anyPeer() {
        return Some.present(anyOf(scenario.will.desired().peers().keySet()));
    }

    private <T> @Nullable T anyOf(java.util.Collection<T> all) {
        return all.isEmpty() ? null : new ArrayList<>(all).get(random.nextInt(all.size()));
    }

    private Instant in(long seconds) {
        return scenario.clock.wall().plusSeconds(seconds);
    }

    private void endsWhatBegan(Event event) {
        boolean ok =
                switch (event.name()) {
                    case POOL_OUTAGE_STARTED ->
                        pending.add("pool " + event.details().get("pool_id"));
                    case POOL_OUTAGE_RESOLVED ->
                        pending.remove("pool " + event.details().get("pool_id"));
                    case ROUTE_OUTAGE_STARTED -> routes(event).stream().allMatch(pending::add);
                    case ROUTE_OUTAGE_RESOLVED -> routes(event).stream().allMatch(pending::remove);
                    case POOL_FAILOVER_ACTIVATED, POOL_FAILOVER_RESTORED ->
                        !event.details()
                                .get("from_peer_id")
                                .equals(event.details().get("to_peer_id"));
                    default -> true;
                };
        if (!ok) {
            throw new AssertionError("told twice, or never begun: " + event);
        }
    }

    private static List<?> routes(Event event) {
        return (List<?>) event.details().get("route_ids");
    }

    /** The operator takes everything back, everybody answers, and an hour passes. */
    void calmDown() {
        scenario.edit(will -> {
            Desired messy = will.desired();
            messy.overrides()
                    .keySet()
                    .forEach(id -> will.noOverride(Some.present(messy.route(id)).domain()));
            messy.pools()
                    .keySet()
                    .forEach(id -> will.cooldown(id, 60).poolEnabled(id, true).automatic(id));
            for (Peer peer : messy.peers().values()) {
                will.enable(peer.id()).resume(peer.id()).endDrill(peer.id());
            }
            return will;
        });
        long[] all = scenario.will.desired().peers().keySet().stream()
                .mapToLong(id -> id)
                .toArray();
        scenario.revive(all);
        scenario.pass(Duration.ofHours(1)).events().forEach(this::endsWhatBegan);
    }

    /** Whether each route is where the operator wanted it in the first place. */
    void everythingIsAtHome() {
        Desired desired = scenario.will.desired();
        scenario.board.snapshot().routes().forEach((id, status) -> {
            Route route = Some.present(desired.route(id));
            Pool pool = desired.pool(route.target().poolId());
            long home = route.target().homeId();
            if (pool != null) {
                List<Long> members = pool.members().stream().map(Member::peerId).toList();
                home = pool.mode() == PoolMode.LOAD_BALANCING || members.isEmpty() ? 0 : members.get(0);
            }
            if (status.assignment().servingId() != home) {
                throw new AssertionError(route.domain() + " is served by " + status + ", expected " + home);
            }
        });
        pending.removeIf(what -> what instanceof String pool && isEmpty(desired, pool));
        if (!pending.isEmpty()) {
            throw new AssertionError("outages that nobody ended: " + pending);
        }
    }

    private static boolean isEmpty(Desired desired, String pool) {
        Pool known = desired.pool(Long.parseLong(pool.substring("pool ".length())));
        return known != null && known.members().isEmpty();
    }
}
