package dev.sluice.agent.lan;

import dev.sluice.agent.config.AgentTable;
import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.AgentL4Route;
import dev.sluice.core.agent.AgentRoute;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.model.LanHost;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of its LAN: each host is looked after, and one that requests could not get through to is looked at
 * once, and woken if a route says how. Lives on one event loop.
 */
public final class LanWatch {

    private final Vertx vertx;
    private final AgentTable table;
    private final Wake wake;
    private final Consumer<PeerVitals> silent;
    private final Runnable changed;
    private final LanChecks checks;
    private final Map<LanHost, Set<String>> cards = new HashMap<>();
    private final Map<Long, LanHost> hosts = new HashMap<>();
    private final Map<LanHost, Long> asked = new HashMap<>();
    private final Set<LanHost> missed = new HashSet<>();

    /**
     * One that knows nothing yet.
     *
     * @param silent told of a host that nothing comes from any more, by what the data plane knows of it
     * @param changed run when a host can be reached that could not, or the other way round, and once a host was looked at
     *     that somebody asked about
     */
    public LanWatch(
            Vertx vertx,
            AgentTable table,
            Wake wake,
            RandomGenerator random,
            Consumer<PeerVitals> silent,
            Runnable changed) {
        this.vertx = vertx;
        this.table = table;
        this.wake = wake;
        this.silent = silent;
        this.changed = changed;
        this.checks = new LanChecks(vertx, random, this::checked);
    }

    /** A config is in use: its hosts are looked after from now on. */
    public void watch(AgentConfig config) {
        cards.clear();
        hosts.clear();
        for (AgentRoute route : config.routes()) {
            note(route.id(), route.lan(), route.wakeMac());
        }
        for (AgentL4Route route : config.l4Routes()) {
            note(route.id(), route.lan(), route.wakeMac());
        }
        missed.retainAll(cards.keySet());
        asked.keySet().retainAll(cards.keySet());
        checks.watch(cards.keySet());
    }

    private void note(long routeId, LanHost host, @Nullable String card) {
        hosts.put(routeId, host);
        Set<String> known = cards.computeIfAbsent(host, fresh -> new LinkedHashSet<>());
        if (card != null) {
            known.add(card);
        }
    }

    /** What is known of that host; null before its first check. */
    public @Nullable LanReach found(LanHost host) {
        return checks.found(host);
    }

    /** A request could not get through to what goes by that number in the table. */
    public void missed(long number) {
        AgentTable.Target target = table.target(number);
        if (target == null) {
            return;
        }
        LanReach known = checks.found(target.host());
        if (known != null && !known.reached()) {
            wake(target.host());
        } else {
            missed.add(target.host());
        }
        checks.now(target.host());
    }

    /** Somebody asks whether the LAN hosts of these routes can be reached: looks now, and tells whatever comes of it. */
    public void look(Set<Long> routes) {
        for (long routeId : routes) {
            LanHost host = hosts.get(routeId);
            if (host != null && !asked.containsKey(host)) {
                asked.put(host, System.nanoTime());
                checks.now(host);
            }
        }
    }

    private void checked(LanHost host, LanReach found, boolean news) {
        for (AgentTable.Target target : table.targets()) {
            if (target.host().equals(host)) {
                target.upstream().vitals().clearSuspicion(); // so that the next request that misses it is told of
                if (found.isTimeout()) {
                    silent.accept(target.upstream().vitals());
                }
            }
        }
        if (missed.remove(host) && !found.reached()) {
            wake(host);
        }
        Long since = asked.get(host);
        boolean answers = since != null && found.beganNanos() - since >= 0;
        if (answers) {
            asked.remove(host);
        }
        if (news || answers) {
            changed.run();
        }
    }

    private void wake(LanHost host) {
        for (String card : cards.getOrDefault(host, Set.of())) {
            vertx.executeBlocking(() -> wake.up(host, card), false);
        }
    }

    /** Ends it. */
    public Future<Void> close() {
        return checks.close();
    }
}
