package dev.sluice.proxy.l4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a change means for connections that are open, and for those that come next. */
class L4ChangesTest {

    private static final Duration SILENCE = Duration.ofMillis(300);

    private final int port = L4Door.port();
    private final Upstream home = L4Door.gateway(2, port);
    private final Upstream substitute = L4Door.gateway(3, port);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final L4Door door = with(new L4Door(
            null, null, options -> options.withTunnels(options.tunnels().withSilence(SILENCE))));

    private <T extends AutoCloseable> T with(T thing) {
        open.add(0, thing);
        return thing;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable thing : open) {
            thing.close();
        }
    }

    private void gateways(TcpService.Talk atHome) {
        with(TcpService.at("127.0.0.2", port, atHome));
        with(TcpService.at("127.0.0.3", port, TcpService.greeting("gw-3")));
        door.route(7, port, Policy.failover(), home, substitute).awaitOpen(port);
    }

    private TcpClient client() {
        return with(new TcpClient(port));
    }

    @Test
    void whoComesAfterAPivotGoesToTheSubstituteAndNobodyElseIsMoved() {
        gateways(TcpService.greeting("gw-2"));
        TcpClient before = client();
        assertThat(before.line()).isEqualTo("gw-2");

        door.route(7, port, Policy.failover(), substitute, home); // home takes connections as ever
        assertThat(client().line()).isEqualTo("gw-3");
        assertThat(before.echo("still here")).isEqualTo("still here");

        door.route(7, port, Policy.failover(), home, substitute);
        assertThat(client().line()).isEqualTo("gw-2");
        assertThat(before.echo("and on")).isEqualTo("and on");
    }

    @Test
    void aPeersDeathClosesThemOnceNothingComesFromItAnyMore() {
        gateways(TcpService.greeting("gw-2"));
        TcpClient client = client();
        assertThat(client.line()).isEqualTo("gw-2");

        door.down(2L);

        long began = System.nanoTime();
        while (System.nanoTime() - began < 2 * SILENCE.toNanos()) {
            assertThat(client.echo("still here")).isEqualTo("still here");
        }
        assertThat(client.rest()).isEmpty();
        assertThat(door.finished(each -> each.routeId() == 7).failure()).isEqualTo("upstream_cut");
        assertThat(home.vitals().tunnelsClosed()).isOne();
    }

    @Test
    void aSecondDomainOnThePortTouchesNeitherListenerNorConnection() {
        with(TcpService.at("127.0.0.2", port, TcpService.greeting("gw-2")));
        with(TcpService.at("127.0.0.3", port, TcpService.greeting("gw-3")));
        door.route(1, port, L4TlsMode.PASSTHROUGH, "one.example", Policy.failover(), home)
                .awaitOpen(port);
        TcpClient one = asking("one.example");
        assertThat(one.line()).isEqualTo("gw-2");
        assertThat(tail(one, Hellos.asking("one.example").length)).isEqualTo(Hellos.asking("one.example")); // sent back

        door.route(2, port, L4TlsMode.PASSTHROUGH, "two.example", Policy.failover(), substitute);
        TcpClient two = asking("two.example");
        assertThat(two.line()).isEqualTo("gw-3");
        door.remove(1);

        assertThat(one.rest()).isEmpty();
        assertThat(tail(two, Hellos.asking("two.example").length)).isEqualTo(Hellos.asking("two.example"));
        assertThat(two.echo("still here")).isEqualTo("still here");
        assertThat(door.listenerNews()).containsExactly("opened " + port);
    }

    private TcpClient asking(String name) {
        return client().send(Hellos.asking(name));
    }

    private static byte[] tail(TcpClient client, int length) {
        try {
            return client.in().readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRouteThatMovesToAnotherPortKeepsItsConnections() {
        gateways(TcpService.greeting("gw-2"));
        TcpClient before = client();
        assertThat(before.line()).isEqualTo("gw-2");

        int other = L4Door.port();
        door.route(7, other, Policy.failover(), home).awaitOpen(other);

        Awaitility.await().until(() -> door.lastNews(port).startsWith("closed"));
        assertThat(before.echo("still here")).isEqualTo("still here");
        assertThat(with(new TcpClient(other)).line()).isEqualTo("gw-2");
    }
}
