package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.FreePort;
import dev.sluice.testing.Rest;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TCP through a running Sluice: gateways at loopback addresses of their own listen on the number of the route's port. */
class TcpRoutesTest {

    private static Site site;

    @BeforeAll
    static void open() {
        site = new Site();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static TcpService service(String address, int port) {
        return TcpService.at(address, port, TcpService.greeting("at " + address));
    }

    private static long gateway(String address, int port) {
        JsonObject probe = new JsonObject().put("kind", "tcp").put("port", port);
        long id = site.sluice()
                .create(
                        "/peers",
                        new JsonObject()
                                .put("name", "at " + address + " " + port)
                                .put("host", address)
                                .put("probe", probe));
        site.awaitState(id, "alive");
        return id;
    }

    private static JsonObject listening(int port) {
        return new JsonObject().put("route_type", "l4").put("l4_listen_port", port);
    }

    private static String greeting(int port) {
        try (TcpClient client = new TcpClient(port)) {
            return client.line();
        } catch (UncheckedIOException refused) {
            return "refused";
        }
    }

    private static String listener(long route) {
        return site.route(route).getJsonObject("l4_listener").getString("state");
    }

    private static void awaitListening(long route) {
        await().atMost(Site.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> listener(route)
                .equals("listening"));
    }

    @Test
    void aPoolCarriesAPortOnThroughTheDeathOfItsPrimary() {
        int port = FreePort.next();
        TcpService primary = service("127.0.0.2", port);
        try (TcpService standby = service("127.0.0.3", port)) {
            long one = gateway("127.0.0.2", port);
            long two = gateway("127.0.0.3", port);
            JsonObject pool = Site.failoverPool(3600).put("name", "ssh");
            long poolId = site.pool(pool, new long[] {one, two});
            long route = site.sluice().create("/routes", listening(port).put("target_pool_id", poolId));
            awaitListening(route);
            TcpClient before = new TcpClient(port);
            assertThat(before.line()).isEqualTo("at 127.0.0.2");
            assertThat(before.echo("hello")).isEqualTo("hello");

            long killed = System.nanoTime();
            primary.close();
            assertThat(greeting(port)).isEqualTo("at 127.0.0.3");
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(1));
            assertThat(before.rest()).isEmpty();
            before.close();

            site.awaitServing(route, two);
            assertThat(greeting(port)).isEqualTo("at 127.0.0.3");
            JsonObject explained = site.sluice().get("/explain?url=tcp://front.test:" + port);
            assertThat(explained.getLong("chosen")).isEqualTo(two);
            assertThat(explained.getJsonObject("route").getLong("id")).isEqualTo(route);
            assertThat(standby.accepted()).isPositive();
        } finally {
            primary.close();
        }
    }

    @Test
    void aDrainMovesOnlyWhoComesNext() {
        int port = FreePort.next();
        try (TcpService home = service("127.0.0.5", port);
                TcpService substitute = service("127.0.0.6", port)) {
            long one = gateway("127.0.0.5", port);
            long two = gateway("127.0.0.6", port);
            site.pool(Site.failoverPool(0).put("name", "drained"), new long[] {one, two});
            long route = site.sluice().create("/routes", listening(port).put("target_peer_id", one));
            awaitListening(route);
            try (TcpClient before = new TcpClient(port)) {
                assertThat(before.line()).isEqualTo("at 127.0.0.5");

                site.sluice()
                        .admin()
                        .post("/api/v1/peers/" + one + "/drain", new JsonObject())
                        .expect(200);
                assertThat(greeting(port)).isEqualTo("at 127.0.0.6");
                assertThat(before.echo("still here")).isEqualTo("still here");

                site.sluice()
                        .admin()
                        .post("/api/v1/peers/" + one + "/resume", new JsonObject())
                        .expect(200);
                assertThat(greeting(port)).isEqualTo("at 127.0.0.5");
                assertThat(before.echo("and on")).isEqualTo("and on");
            }
            assertThat(home.accepted()).isPositive();
            assertThat(substitute.accepted()).isPositive();
        }
    }

    @Test
    void aPortThatIsTakenIsRefusedWithItsHolderOrTriedUntilItIsFree() throws IOException {
        int port = FreePort.next();
        try (TcpService upstream = service("127.0.0.4", port)) {
            long gateway = gateway("127.0.0.4", port);
            JsonObject asked = listening(port).put("target_peer_id", gateway);
            long route;
            try (ServerSocket holder = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                Rest.Answer refused = site.sluice().admin().post("/api/v1/routes", asked);
                refused.expect(409);
                assertThat(refused.body().getString("code")).isEqualTo("l4_port_in_use");
                assertThat(refused.body().getString("detail"))
                        .contains("pid " + ProcessHandle.current().pid());
                assertThat(holder.isBound()).isTrue();
            }
            route = site.sluice().create("/routes", asked);
            awaitListening(route);
            assertThat(greeting(port)).isEqualTo("at 127.0.0.4");

            try (TcpClient open = new TcpClient(port)) {
                assertThat(open.line()).isEqualTo("at 127.0.0.4");
                assertThat(site.sluice().terminate()).as(site.sluice().output()).isZero();
                assertThat(open.rest()).isEmpty();
            }
            try (ServerSocket holder = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                site.sluice().restart();
                await().atMost(Site.PATIENCE).until(() -> listener(route).equals("failed"));
                // The system's own words come first, who holds the port once that is known.
                await().atMost(Site.PATIENCE).untilAsserted(() -> assertThat(
                                site.route(route).getJsonObject("l4_listener").getString("reason"))
                        .contains("is in use by pid " + ProcessHandle.current().pid()));
                await().atMost(Site.PATIENCE)
                        .until(() -> site.events("l4_listener_failed").size() == 1);
                assertThat(holder.isBound()).isTrue();
            }
            awaitListening(route);
            assertThat(greeting(port)).isEqualTo("at 127.0.0.4");
            assertThat(upstream.accepted()).isPositive();
            await().atMost(Site.PATIENCE)
                    .until(() -> site.events("l4_listener_opened").size() == 1);
        }
    }
}
