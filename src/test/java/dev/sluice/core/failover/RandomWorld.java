package dev.sluice.core.failover;

import dev.sluice.core.FakeClock;
import dev.sluice.core.Will;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Any will, with any health of its peers: all that the resolver may ever be asked. The same seed makes the same world. */
final class RandomWorld {

    private static final List<String> LAN_HOSTS =
            List.of("192.168.1.7", "nas.lan", "fd00::7", "127.0.0.1", "localhost");

    private static final List<HealthState> STATES = List.of(
            HealthState.ALIVE,
            HealthState.ALIVE,
            HealthState.DOWN,
            HealthState.DOWN,
            HealthState.COOLDOWN,
            HealthState.UNKNOWN);

    final Moment now = new FakeClock().now();
    final Map<Long, PeerHealth> health = new HashMap<>();
    private final Random random;
    private final int peers;
    private final int pools;
    private final Will will = Will.nothing();
    private Reachability reachability = Reachability.NONE;

    RandomWorld(long seed) {
        random = new Random(seed);
        peers = 1 + random.nextInt(6);
        pools = random.nextInt(4);
        for (long peer = 1; peer <= peers; peer++) {
            addPeer(peer);
        }
        for (long pool = 1; pool <= pools; pool++) {
            addPool(pool);
        }
        int routes = 1 + random.nextInt(6);
        for (int i = 0; i < routes; i++) {
            addRoute("r" + i);
        }
        if (chance(2)) {
            report(routes);
        }
    }

    Desired desired() {
        return will.desired();
    }

    Reachability reachability() {
        return reachability;
    }

    Resolver resolver() {
        return new Resolver(desired(), health, reachability, now);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private long anyPeer() {
        return 1 + random.nextInt(peers);
    }

    private void addPeer(long id) {
        will.gateway(id);
        if (chance(8)) {
            will.drain(id);
        }
        if (chance(12)) {
            will.disable(id);
        }
        if (chance(12)) {
            will.drill(id, FakeClock.START.plusSeconds(random.nextInt(3) - 1));
        }
        if (chance(2)) {
            will.lanAddress(id, "192.168.1." + id);
        }
        if (!chance(10)) { // else nothing was ever recorded of it
            HealthState state = STATES.get(random.nextInt(STATES.size()));
            Moment cooling = state == HealthState.COOLDOWN ? now.plus(Duration.ofSeconds(-random.nextInt(60))) : null;
            health.put(
                    id,
                    new PeerHealth(
                            state, now, null, 0, cooling, List.of(), false, Duration.ZERO, random.nextBoolean()));
        }
    }

    private void addPool(long id) {
        List<Long> members = new ArrayList<>();
        for (long peer = 1; peer <= peers; peer++) {
            if (random.nextBoolean()) {
                members.add(peer);
            }
        }
        Collections.shuffle(members, random);
        will.andPool(id, members.stream().mapToLong(peer -> peer).toArray());
        if (chance(3)) {
            will.balance(id, LoadBalancingPolicy.ROUND_ROBIN);
        }
        if (chance(5)) {
            will.poolEnabled(id, false);
        }
    }

    private void addRoute(String domain) {
        String lanHost = LAN_HOSTS.get(random.nextInt(LAN_HOSTS.size()));
        switch (random.nextInt(5)) {
            case 0 -> will.application(domain, anyPeer(), chance(2) ? 8080 : null);
            case 1, 2 -> {
                if (pools > 0) {
                    will.pooled(domain, 1 + random.nextInt(pools), lanHost);
                } else {
                    will.pinned(domain, anyPeer());
                }
            }
            default -> will.pinned(domain, anyPeer(), lanHost);
        }
        if (chance(6)) {
            will.stayHome(domain);
        }
        if (chance(10)) {
            will.routeEnabled(domain, false);
        }
        if (chance(6)) {
            will.override(
                    domain,
                    anyPeer(),
                    FakeClock.START.minusSeconds(random.nextInt(60)),
                    chance(2) ? FakeClock.START.plusSeconds(random.nextInt(3) - 1) : null);
        }
    }

    private void report(int routes) {
        for (int i = 0; i < 40; i++) {
            Moment told = now.plus(Duration.ofMillis(800 * (i - 40L)));
            Moment began = told.plus(Duration.ofSeconds(-random.nextInt(3)));
            long route = 1 + random.nextInt(routes);
            Report report = chance(2) ? Report.reached(began, told) : Report.unreached("refused", began, told);
            reachability = reachability.told(anyPeer(), Map.of(route, report), told);
        }
    }

    /** Whether somebody's word, and not health alone, may decide who serves the route. */
    boolean isDisturbed(long routeId) {
        return desired().overrides().containsKey(routeId)
                || reachability.doubted().contains(routeId);
    }

    static boolean isPool(Target target) {
        return target.poolId() != 0;
    }
}
