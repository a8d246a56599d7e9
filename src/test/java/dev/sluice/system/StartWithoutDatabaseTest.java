package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.store.FaultyWay;
import dev.sluice.store.FreshDatabase;
import dev.sluice.store.PostgresKind;
import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Rest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database of the operator's own that is silent when Sluice starts: it serves what it knew, then what the database has. */
@Tag("drill")
class StartWithoutDatabaseTest {

    private static final Duration WRITTEN = DrillForm.current().bound(Duration.ofSeconds(10));

    @Test
    void aSilentDatabaseKeepsNoStartAndWhatItHasCountsWhenItIsBack() throws Exception {
        try (FreshDatabase database = FreshDatabase.empty(PostgresKind.EXTERNAL)) {
            FaultyWay way = new FaultyWay(database);
            try (Site site = new Site(Map.of("SLUICE_DATABASE_URL", database.url(way.port())))) {
                PeerProcess a = site.gateway("A");
                long route = site.pinnedRoute("old.test", a);
                site.awaitServing(route, a);

                assertThat(site.sluice().terminate()).isZero(); // the snapshot is written by then
                way.set(FaultyWay.Mode.SILENT);
                long begun = System.nanoTime();
                site.sluice().restart();
                DrillTable.row("started, own database silent", "serves by the snapshot", since(begun));
                assertThat(status(site, "old.test")).isEqualTo(200);
                assertThat(edit(site, route).expect(503).body().getString("code"))
                        .isEqualTo("store_away");
                assertThat(site.sluice().get("/logs/activity").getBoolean("database_away"))
                        .isTrue();

                database.ask("UPDATE route SET domain = 'new.test'");
                database.ask("UPDATE revision SET number = number + 1");
                way.set(FaultyWay.Mode.PASS);
                long back = System.nanoTime();
                await().atMost(WRITTEN).until(() -> status(site, "new.test") == 200);
                assertThat(status(site, "old.test")).isEqualTo(404);
                await().atMost(WRITTEN).until(() -> edit(site, route).status() == 200);
                DrillTable.row(
                        "started, own database silent", "its own state counts within 10 s of its return", since(back));
            }
        }
    }

    private static int status(Site site, String host) {
        return Gets.one(site.sluice().httpPort(), host).status();
    }

    private static Rest.Answer edit(Site site, long route) {
        return site.sluice().admin().put("/api/v1/routes/" + route, new JsonObject().put("description", "edited"));
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
