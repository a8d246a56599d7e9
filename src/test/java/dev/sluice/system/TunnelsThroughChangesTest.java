package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.TalkingCrowd;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * WebSockets of one route, every second one in TLS, go on talking, whatever is done to other routes and other peers, and while
 * their own route goes home: a tunnel stays where it was opened.
 */
@Tag("drill")
class TunnelsThroughChangesTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int SOCKETS = 200;
    private static final int OTHER_ROUTES = FORM.pick(30, 1_000);
    private static final Duration GAP = FORM.pick(Duration.ofMillis(500), Duration.ofMillis(200));

    @Test
    void noneIsCutAndNoTextIsLost() {
        try (Site site = new Site()) {
            PeerProcess home = site.gateway("home");
            PeerProcess substitute = site.gateway("substitute");
            PeerProcess other = site.gateway("other");
            site.pool(Site.failoverPool(1).put("name", "site"), home, substitute);
            site.pool(Site.failoverPool(1).put("name", "others"), other, substitute);
            long route = site.pinnedRoute("talk.test", home);
            site.sluice().show(TestCertificate.of("talk.test"));
            site.serveInClearToo(route);
            home.kill9();
            site.awaitServing(route, substitute);
            try (TalkingCrowd crowd =
                    TalkingCrowd.open(site.sluice().httpPort(), site.sluice().httpsPort(), "talk.test", SOCKETS, GAP)) {
                long pivoting = site.pinnedRoute("pivoting.test", other);
                List<Long> routes = create(site, other);
                other.kill9();
                site.awaitServing(pivoting, substitute);
                change(site, routes);
                other.restart();
                site.awaitServing(pivoting, other);
                routes.forEach(id ->
                        site.sluice().admin().delete("/api/v1/routes/" + id).expect(204));

                home.restart();
                site.awaitServing(route, home);
                long before = crowd.soFar().texts();
                await().atMost(Site.PATIENCE).until(() -> crowd.soFar().texts() > before + 4L * SOCKETS);
                assertThat(Gets.one(site.sluice().httpPort(), "talk.test")
                                .headers()
                                .firstValue("x-peer"))
                        .contains("home");

                TalkingCrowd.Report report = crowd.stop();
                DrillTable.row(
                        SOCKETS + " WebSockets, " + OTHER_ROUTES + " other routes made, changed, deleted",
                        "none cut, no text lost, also while its route goes home",
                        report.texts() + " texts, " + report.faults().size() + " sockets at fault");
                assertThat(report.faults()).isEmpty();
                assertThat(report.byPeer()).containsOnlyKeys("substitute").containsValue((long) SOCKETS);
            }
        }
    }

    private static List<Long> create(Site site, PeerProcess peer) {
        List<Long> routes = new ArrayList<>();
        for (int i = 0; i < OTHER_ROUTES; i++) {
            routes.add(site.pinnedRoute("other" + i + ".test", peer));
        }
        return routes;
    }

    private static void change(Site site, List<Long> routes) {
        for (long id : routes) {
            JsonObject moved = new JsonObject().put("path_prefix", "/moved").put("enabled", id % 2 == 0);
            site.sluice().admin().put("/api/v1/routes/" + id, moved).expect(200);
        }
    }
}
