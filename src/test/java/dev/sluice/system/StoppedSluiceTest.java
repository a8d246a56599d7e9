package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.StandInCrowd.Gateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sluice itself is frozen, killed and kept stopped while a home waits for the end of its cooldown: nobody is taken for lost by
 * that, and the cooldown ends when it was said to, neither earlier nor later than Sluice can know.
 */
@Tag("drill")
class StoppedSluiceTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int COOLDOWN_S = FORM.pick(9, 60);
    private static final long FROZEN_MS = FORM.pick(2_500, 30_000);
    private static final long BRIEFLY_FROZEN_MS = 1_100;
    private static final long STOPPED_S = FORM.pick(0, 300);
    private static final Duration PROMPT = FORM.bound(Duration.ofSeconds(2));
    private static final Duration CLOCKS = Duration.ofMillis(50);

    @Test
    void noFalsePivotAndTheCooldownIsNeitherSkippedNorProlonged() {
        try (CrowdSite site = new CrowdSite(Map.of());
                MachinePauses pauses = MachinePauses.begin()) {
            List<Gateway> both = site.gateways("A", "B");
            Gateway a = both.get(0);
            Gateway b = both.get(1);
            site.pool("pool", COOLDOWN_S, a, b);
            long route = site.pinnedRoute("app.test", a);
            site.awaitServing(route, a);
            frozen(site, BRIEFLY_FROZEN_MS);
            a.kill();
            site.awaitServing(route, b);
            a.revive();
            site.awaitState(a, "cooldown");
            Instant due = due(site, route);

            frozen(site, BRIEFLY_FROZEN_MS);
            frozen(site, FROZEN_MS);
            if (Instant.now().isBefore(due.minusSeconds(1))) {
                assertThat(due(site, route)).isEqualTo(due);
            }
            site.sluice().kill9();
            site.sluice().restart();
            Instant ready = Instant.now();
            site.awaitServing(route, a);

            Instant home = Instant.parse(only(site, "pool_failover_restored").getString("at"));
            Instant latest = due.isAfter(ready) ? due : ready;
            assertThat(home).isBetween(due.minus(CLOCKS), latest.plus(PROMPT).plus(pauses.lost()));
            stopped(site);
            thatWasAll(site, route, a);
            DrillTable.row(
                    "Sluice frozen " + FROZEN_MS + " ms, killed, stopped " + STOPPED_S + " s",
                    "no false pivot; failback at its time",
                    Duration.between(due, home).toMillis() + " ms after failback_due, ready "
                            + Duration.between(due, ready).toMillis() + " ms after it");
        }
    }

    private static void frozen(CrowdSite site, long millis) {
        site.sluice().freeze();
        pass(millis);
        site.sluice().thaw();
        assertThat(site.ask("app.test").status()).isEqualTo(200);
    }

    private static void stopped(CrowdSite site) {
        if (STOPPED_S > 0) {
            site.sluice().terminate();
            pass(STOPPED_S * 1000);
            site.sluice().restart();
        }
    }

    private static void pass(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis); // how long it lasts is what this is about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void thatWasAll(CrowdSite site, long route, Gateway a) {
        assertThat(site.ask("app.test").headers().firstValue("x-peer")).contains("A");
        assertThat(site.route(route).getLong("serving_peer_id")).isEqualTo(site.id(a));
        only(site, "gateway_down");
        only(site, "pool_failover_activated");
        only(site, "pool_failover_restored");
    }

    /** The one event of that name; the log may be some moments behind. */
    private static JsonObject only(CrowdSite site, String name) {
        await().atMost(CrowdSite.PATIENCE).until(() -> !named(site, name).isEmpty());
        assertThat(named(site, name)).as("events of all: %s", site.events()).hasSize(1);
        return named(site, name).get(0);
    }

    private static List<JsonObject> named(CrowdSite site, String name) {
        return site.events().stream()
                .filter(event -> name.equals(event.getString("event")))
                .toList();
    }

    private static Instant due(CrowdSite site, long route) {
        return Instant.parse(site.route(route).getJsonObject("serving").getString("failback_due"));
    }
}
