package dev.sluice.benchmark;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to find the route of a request, with one route and with many, each of another domain. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
public class RouteLookup {

    private static final Target TARGET = new Target.Regular(1, null);
    private static final Stamp STAMP = Stamp.created(Instant.EPOCH, 1);

    /** What all routes are for, and what is asked for then. */
    public enum Kind {
        DOMAIN("app%d.example", "/", "app%d.example", "/index.html"),
        PATH("app%d.example", "/api/v2", "app%d.example", "/api/v2/items/17"),
        WILDCARD("*.app%d.example", "/", "any.app%d.example", "/index.html");

        private final String domains;
        private final String prefix;
        private final String hosts;
        private final String asked;

        Kind(String domains, String prefix, String hosts, String asked) {
            this.domains = domains;
            this.prefix = prefix;
            this.hosts = hosts;
            this.asked = asked;
        }
    }

    /** What the data plane reads. */
    @State(Scope.Thread)
    public static class Table {

        @Param({"1", "1000", "100000"})
        int routes;

        @Param
        Kind kind;

        private RoutingTable table;
        private ManyHosts hosts;
        private ManyHosts strangers;

        @Setup
        public void publish() {
            Map<Long, RoutePlan> plans = new HashMap<>();
            for (int number = 0; number < routes; number++) {
                plans.put((long) number, plan(number, kind.domains.formatted(number), kind.prefix));
            }
            table = new RoutingTable(1, plans, Set.of());
            hosts = new ManyHosts(kind.hosts, routes);
            strangers = new ManyHosts("stranger%d.example", routes);
        }

        private static RoutePlan plan(long id, String domain, String prefix) {
            Route route = new Route(
                    id,
                    domain,
                    prefix,
                    "",
                    true,
                    RouteType.HTTP,
                    TARGET,
                    false,
                    true,
                    null,
                    null,
                    null,
                    null,
                    null,
                    STAMP);
            return new RoutePlan(route, 1, Ladder.EMPTY, Policy.failover(), null, null, null, null, null);
        }
    }

    /** The names alone. */
    @State(Scope.Thread)
    public static class Names {
        private final ManyHosts hosts = new ManyHosts("app%d.example", 100_000);
    }

    /** Reads and hashes the name that is asked for: a part of all others. */
    @Benchmark
    public int name(Names names) {
        return names.hosts.next().hashCode();
    }

    @Benchmark
    public RoutePlan found(Table table) {
        return table.table.find(table.hosts.next(), table.kind.asked);
    }

    /** No route has the name. */
    @Benchmark
    public RoutePlan stranger(Table table) {
        return table.table.find(table.strangers.next(), table.kind.asked);
    }
}
