package dev.sluice.proxy.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What closes tunnels, and what does not: their own route's end, their peer's silence while it is DOWN. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class TunnelsTest {

    private static final Duration SILENCE = Duration.ofMillis(400);
    private static final Plan OWN = new Plan(TunnelSite.ROUTE, "a.example.org");

    private RawUpstream upstream;
    private TunnelSite site;
    private Socket client;

    @BeforeEach
    void open() throws IOException {
        upstream = RawUpstream.open(wire -> {
            for (int b = wire.readByte(); b >= 0; b = wire.readByte()) {
                wire.send(String.valueOf((char) b));
            }
        });
        site = new TunnelSite(Net.NIO, upstream.port(), options -> options.withSilence(SILENCE));
        client = site.connect();
        assertThat(isAlive()).isTrue();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        site.close();
        upstream.close();
    }

    private boolean isAlive() {
        try {
            client.getOutputStream().write('x');
            return client.getInputStream().read() == 'x';
        } catch (IOException reset) {
            return false;
        }
    }

    @Test
    void theEndOfItsRouteClosesIt() throws IOException {
        site.publish(Set.of(), new Plan(8, "b.example.org"));
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(site.onlyEnd().how()).isEqualTo(Ending.ROUTE_GONE);
        assertThat(site.vitals().tunnelsClosed()).isZero();
        assertThat(site.vitals().inFlight()).isZero();
    }

    @Test
    void noOtherChangeClosesIt() {
        site.publish(Set.of(), OWN, new Plan(8, "b.example.org"));
        site.publish(Set.of(4L), OWN); // another route deleted, another peer DOWN
        site.publish(Set.of(), new Plan(TunnelSite.ROUTE, "renamed.example.org").under("/elsewhere"));
        site.publish(Set.of(), OWN); // back home
        for (int i = 0; i < 50; i++) {
            site.publish(Set.of(), OWN, new Plan(100 + i, "many" + i + ".example.org"));
        }
        site.ask(() -> true);
        assertThat(isAlive()).isTrue();
        assertThat(site.ends()).isEmpty();
    }

    @Test
    void aPeerThatIsDownAndSilentClosesIt() {
        long from = System.nanoTime();
        site.publish(Set.of(TunnelSite.PEER), OWN);
        assertThat(site.onlyEnd().how()).isEqualTo(Ending.PEER_DOWN);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(SILENCE.minusMillis(200));
        assertThat(isAlive()).as("the client was told by a reset").isFalse();
        assertThat(site.vitals().tunnelsClosed()).isOne();
        assertThat(site.vitals().inFlight()).isZero();
    }

    @Test
    void aPeerThatIsDownAndStillTalksKeepsIt() {
        site.publish(Set.of(TunnelSite.PEER), OWN);
        AtomicBoolean cut = new AtomicBoolean();
        long until = System.nanoTime() + SILENCE.multipliedBy(4).toNanos();
        Awaitility.await().pollInterval(SILENCE.dividedBy(8)).until(() -> {
            cut.set(!isAlive());
            return cut.get() || System.nanoTime() - until > 0;
        });
        assertThat(cut).isFalse();
        assertThat(site.onlyEnd().how()).as("once it is silent").isEqualTo(Ending.PEER_DOWN);
    }

    @Test
    void whatIsHeardOfThePeerElsewhereKeepsItToo() {
        site.publish(Set.of(TunnelSite.PEER), OWN);
        long until = System.nanoTime() + SILENCE.multipliedBy(4).toNanos();
        Awaitility.await().pollInterval(SILENCE.dividedBy(8)).until(() -> {
            site.vitals().heard(System.nanoTime());
            return System.nanoTime() - until > 0;
        });
        assertThat(site.ends()).isEmpty();
    }

    @Test
    void aPeerThatIsBackInTimeLosesNone() {
        site.publish(Set.of(TunnelSite.PEER), OWN);
        site.publish(Set.of(), OWN);
        Awaitility.await()
                .during(SILENCE.multipliedBy(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> site.ends().isEmpty());
        assertThat(isAlive()).isTrue();
    }

    @Test
    void allCanBeClosedAtOnce() throws IOException {
        site.ask(() -> {
            site.tunnels().close();
            return true;
        });
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(site.onlyEnd().how()).isEqualTo(Ending.CLOSED);
        assertThat(site.tunnels().open()).isZero();
    }
}
