package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Rest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who stands in when gateways die, who never may, and what is shown when nobody can. */
class SubstitutesTest {

    private static Site site;

    @BeforeAll
    static void open() {
        site = new Site();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void theLastMemberServesThenTheOutagePageThenWhoeverReturnsFirst() {
        PeerProcess a = site.gateway("A");
        PeerProcess b = site.gateway("B");
        PeerProcess c = site.gateway("C");
        long pool = site.pool(Site.failoverPool(3600).put("outage_message", "The NAS is asleep."), a, b, c);
        long route = site.pinnedRoute("nas.test", a);
        site.awaitServing(route, a);

        a.kill9();
        b.kill9();
        assertThat(ask("nas.test").headers().firstValue("x-peer")).contains("C");
        site.awaitServing(route, c);

        c.kill9();
        site.awaitServing(route, null);
        outagePageIsPrompt();

        try (MachinePauses pauses = MachinePauses.begin()) {
            b.restart();
            Duration lost = pauses.lost();
            long returned = System.nanoTime();
            await().atMost(Site.PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> ask("nas.test").status() == 200);
            assertThat(Duration.ofNanos(System.nanoTime() - returned))
                    .isLessThan(Duration.ofSeconds(4).plus(pauses.lost()).minus(lost));
        }
        assertThat(ask("nas.test").headers().firstValue("x-peer")).contains("B");
        site.awaitServing(route, b);

        await().atMost(Site.PATIENCE).until(() -> outages("pool_outage_resolved", pool) > 0);
        assertThat(outages("pool_outage_started", pool)).isOne();
        assertThat(outages("pool_outage_resolved", pool)).isOne();

        String uptime = "/uptime/routes?route=" + route;
        assertThat(day(uptime).getInteger("outages")).isOne();
        site.sluice().admin().delete("/api/v1/gateway-pools/" + pool).expect(204);
        await().atMost(Site.PATIENCE).untilAsserted(() -> assertThat(day(uptime).getInteger("outages"))
                .as("that of the pool which is gone, and now that of its home")
                .isEqualTo(2));
    }

    @Test
    void howLongWhoIsAloneWasUpIsReadFromTheLog() {
        PeerProcess alone = site.gateway("alone");
        long route = site.pinnedRoute("alone.test", alone);
        assertThat(day("/uptime/routes?route=" + route).getDouble("up_percent")).isEqualTo(100);
        alone.kill9();
        await().atMost(Site.PATIENCE)
                .until(() -> day("/uptime/routes?route=" + route).getInteger("outages") == 1);
        alone.restart();
        await().atMost(Site.PATIENCE).until(() -> ask("alone.test").status() == 200);
        for (String of : List.of("/uptime/routes?route=" + route, "/uptime/peers?peer=" + site.id(alone))) {
            await().atMost(Site.PATIENCE).untilAsserted(() -> {
                JsonObject day = day(of);
                assertThat(day.getInteger("outages")).as(of).isOne();
                assertThat(day.getDouble("up_percent")).as(of).isBetween(0.0, 99.999);
                assertThat(day.getInteger("unknown_s")).as(of).isLessThan(2);
            });
        }
    }

    private static JsonObject day(String of) {
        return site.sluice()
                .get(of)
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonArray("spans")
                .getJsonObject(0);
    }

    private static long outages(String event, long pool) {
        return site.events(event).stream()
                .filter(told -> told.getJsonObject("details").getLong("pool_id") == pool)
                .count();
    }

    private static void outagePageIsPrompt() {
        Rest.Answer answer = ask("nas.test");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isEqualTo("The NAS is asleep.");
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        // The best of some: others use this machine too.
        assertThat(LongStream.range(0, 10)
                        .map(i -> nanosOfAnAnswer("nas.test"))
                        .min()
                        .orElseThrow())
                .isLessThan(Duration.ofMillis(100).toNanos());
    }

    private static long nanosOfAnAnswer(String host) {
        long begun = System.nanoTime();
        ask(host);
        return System.nanoTime() - begun;
    }

    /** A LAN host of 127.0.0.1 means "on that gateway itself": no other machine may answer for it. */
    @Test
    void aSubstituteNeverServesAnothersLoopback() {
        PeerProcess d = site.gateway("D");
        PeerProcess e = site.gateway("E");
        long pool = site.pool(Site.failoverPool(60).put("name", "two"), d, e);
        long ssh = site.sluice()
                .create(
                        "/routes",
                        new JsonObject()
                                .put("domain", "ssh.test")
                                .put("target_kind", "gateway")
                                .put("target_peer_id", site.id(d))
                                .put("target_lan_host", "127.0.0.1")
                                .put("target_lan_port", 22));
        long web = site.pinnedRoute("web.test", d);
        assertThat(ask("ssh.test").headers().firstValue("x-peer")).contains("D");
        migrationIsRefused(pool, ssh);

        d.kill9();
        assertThat(ask("ssh.test").status()).isEqualTo(503);
        site.awaitServing(web, e);
        site.awaitServing(ssh, null);
        assertThat(ask("ssh.test").status()).isEqualTo(503);
        assertThat(site.route(ssh).getJsonObject("serving").getString("cause")).isEqualTo("loopback_home_down");
        assertThat(ask("web.test").headers().firstValue("x-peer")).contains("E");
    }

    private static void migrationIsRefused(long pool, long route) {
        JsonObject move = new JsonObject().put("route_ids", new JsonArray().add(route));
        String path = "/api/v1/gateway-pools/" + pool + "/migrate-routes";
        assertThat(site.sluice().admin().post(path, move).expect(409).body().getString("code"))
                .isEqualTo("loopback_route");
        assertThat(site.route(route).getString("target_kind")).isEqualTo("gateway");
    }

    private static Rest.Answer ask(String host) {
        return Gets.one(site.sluice().httpPort(), host);
    }
}
