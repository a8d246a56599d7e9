package dev.sluice.benchmark;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.PeerProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

/**
 * How long each policy takes to put the members of a pool in order for a request, all of them alive. With {@code -t 2} two
 * threads share the pool, as event loops do.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
public class PolicyOrder {

    /** The policies, as pools name them. */
    public enum Kind {
        FAILOVER(Policy.failover()),
        ROUND_ROBIN(Policy.roundRobin()),
        LEAST_CONN(Policy.leastConn()),
        IP_HASH(Policy.ipHash());

        private final Policy policy;

        Kind(Policy policy) {
            this.policy = policy;
        }
    }

    /** A pool, with some requests under way on each of its members. */
    @State(Scope.Benchmark)
    public static class Pool {

        private static final int MOST_IN_FLIGHT = 20;

        @Param({"2", "16"})
        int members;

        private Ladder ladder;

        @Setup
        public void fill() {
            Random random = new Random(1);
            List<Upstream> upstreams = new ArrayList<>();
            for (int id = 1; id <= members; id++) {
                PeerVitals vitals = new PeerVitals(id);
                for (int under = random.nextInt(MOST_IN_FLIGHT); under > 0; under--) {
                    vitals.acquire();
                }
                upstreams.add(new Upstream(vitals, "peer-" + id, "192.0.2." + id, 18080, true, PeerProtocol.HTTP1, 1));
            }
            ladder = new Ladder(List.of(upstreams));
        }
    }

    /** Clients of all kinds, one after the other. */
    @State(Scope.Thread)
    public static class Clients {

        private static final int COUNT = 1024;

        private final Caller[] callers = new Caller[COUNT];
        private int next;

        @Setup
        public void come() {
            Random random = new Random(1);
            for (int i = 0; i < COUNT; i++) {
                byte[] address = new byte[random.nextBoolean() ? 4 : 16];
                random.nextBytes(address);
                callers[i] = new Caller(address);
            }
        }

        Caller next() {
            return callers[next++ & COUNT - 1];
        }
    }

    /** Which policy. */
    @State(Scope.Benchmark)
    public static class Choice {
        @Param
        Kind policy;
    }

    @Benchmark
    public Upstream[] order(Choice choice, Pool pool, Clients clients) {
        return pool.ladder.order(choice.policy.policy, clients.next());
    }
}
