package dev.sluice.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Some;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The configs of a large site, which are made anew with every change. */
@Tag("core")
class ManyAgentsTest {

    private static final int AGENTS = 200;
    private static final int ROUTES = 10_000;
    private static final int TIMES = 5;

    private static final List<Long> PEERS =
            LongStream.rangeClosed(1, AGENTS).boxed().toList();

    /** So many pools of equal size, each route pinned to one of their gateways in turn. */
    private static Desired site(int pools) {
        Desired site = Desired.EMPTY;
        for (long peer : PEERS) {
            site = site.with(Some.gateway(peer));
        }
        int size = AGENTS / pools;
        for (int i = 0; i < pools; i++) {
            long first = (long) i * size + 1;
            site = site.with(
                    Some.pool(i + 1, LongStream.range(first, first + size).toArray()));
        }
        List<Route> routes = new ArrayList<>();
        for (long id = 1; id <= ROUTES; id++) {
            LanHost lan = new LanHost("192.168." + id % 250 + "." + id % 200, 8_000);
            routes.add(Some.route(id, "app-" + id + ".example.com", new Target.Gateway(id % AGENTS + 1, lan)));
        }
        return site.withRoutes(routes);
    }

    /** How much of a processor they take to make: the median of some, so that a compiler's or collector's work is none of theirs. */
    private static Duration made(Desired site) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long before = threads.getCurrentThreadCpuTime();
            assertThat(AgentConfigs.of(site, PEERS)).hasSize(AGENTS);
            times.add(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before));
        }
        Collections.sort(times);
        return times.get(TIMES / 2);
    }

    @Test
    void aChangeMakesThemAllInNoTime() {
        assertThat(made(site(10))).isLessThan(Duration.ofMillis(400)); // 40 ms on a machine of its own
    }

    @Test
    @Tag("drill")
    @Tag("only-in-full")
    void oneLargePoolTakesLonger() {
        assertThat(made(site(1))).isLessThan(Duration.ofMillis(800));
    }

    @Test
    void siblingsShareWhatTheyAreTold() {
        Map<Long, AgentConfig> configs = AgentConfigs.of(site(10), PEERS);
        AgentConfig one = configs.get(1L);
        AgentConfig other = configs.get(2L);
        assertThat(one.routes()).hasSize(ROUTES / 10).isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
        for (int i = 0; i < one.routes().size(); i++) {
            assertThat(one.routes().get(i)).isSameAs(other.routes().get(i));
        }
    }
}
