package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.LoadWire;
import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Rest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Routes are made, sent elsewhere and taken away by the API while requests come in: each change is live at once, and no
 * request fails for it.
 */
@Tag("drill")
@Tag("quiet")
class RouteChurnTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int ROUTES = FORM.pick(60, 1_000);
    private static final Duration EACH = Duration.ofSeconds(60).dividedBy(1_000);
    private static final Duration LIVE = FORM.bound(Duration.ofMillis(100));
    private static final int PER_SECOND = 500;
    private static final int OF_FIRST = 5;

    @Test
    void changesAreLiveAtOnceAndNoRequestFails() {
        try (Site site = new Site()) {
            PeerProcess a = site.gateway("A");
            PeerProcess b = site.gateway("B");
            site.pinnedRoute("steady.test", a);
            List<Duration> taken = new ArrayList<>();
            try (MachinePauses pauses = MachinePauses.begin();
                    LoadRun load = LoadRun.start(site.gets(LoadWire.HTTP1, "steady.test", PER_SECOND))) {
                for (int i = 0; i < OF_FIRST; i++) {
                    change(site, i, a, b, new ArrayList<>()); // what the first request of a kind costs is its own
                }
                long begun = System.nanoTime();
                for (int i = 0; i < ROUTES; i++) {
                    await(begun + EACH.toNanos() * i);
                    change(site, OF_FIRST + i, a, b, taken);
                }
                Duration all = Duration.ofNanos(System.nanoTime() - begun).minus(pauses.lost());
                LoadReport report = load.stop();
                List<Duration> sorted = taken.stream().sorted().toList();
                Duration slowest = sorted.get(sorted.size() - 1).minus(pauses.lost());
                DrillTable.row(
                        ROUTES + " routes made, moved and deleted under " + PER_SECOND + " requests/s",
                        "0 failed requests, each change live in under 100 ms",
                        report.failed().size() + " of " + report.size() + " failed, live after p50 "
                                + sorted.get(sorted.size() / 2).toMillis() + " ms, at most " + slowest.toMillis()
                                + " ms, in " + all.toMillis() + " ms; the machine itself stood still for "
                                + pauses.lost().toMillis() + " ms");
                assertThat(report.failed().size()).as(report.toString()).isZero();
                assertThat(slowest).isLessThan(LIVE);
                assertThat(all).isLessThan(FORM.bound(EACH.multipliedBy(ROUTES)));
            }
        }
    }

    /** The changes come at an even pace, whatever each of them takes. */
    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Makes one, sends it elsewhere, takes it away; a request goes by each as soon as it is answered. */
    private static void change(Site site, int number, PeerProcess a, PeerProcess b, List<Duration> taken) {
        Rest admin = site.sluice().admin();
        String domain = "churn-" + number + ".test";
        long begun = System.nanoTime();
        long id = site.pinnedRoute(domain, a);
        live(site, domain, 200, "A", begun, taken);
        begun = System.nanoTime();
        admin.put("/api/v1/routes/" + id, new JsonObject().put("target_peer_id", site.id(b)))
                .expect(200);
        live(site, domain, 200, "B", begun, taken);
        begun = System.nanoTime();
        admin.delete("/api/v1/routes/" + id).expect(204);
        live(site, domain, 404, "", begun, taken);
    }

    private static void live(Site site, String domain, int status, String peer, long begun, List<Duration> taken) {
        Rest.Answer answer = Gets.one(site.sluice().httpPort(), domain);
        taken.add(Duration.ofNanos(System.nanoTime() - begun));
        assertThat(answer.status()).as(domain).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-peer").orElse("")).as(domain).isEqualTo(peer);
    }
}
