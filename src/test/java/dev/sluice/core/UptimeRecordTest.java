package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import dev.sluice.core.uptime.Uptime;
import dev.sluice.core.uptime.UptimeEvents;
import dev.sluice.core.uptime.UptimeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long things were up, as told by the events of a real Switchboard, against what was so second by second. */
@Tag("core")
class UptimeRecordTest {

    private static final String PINNED = "pinned.example";
    private static final String POOLED = "pooled.example";
    private static final String ALONE = "alone.example";

    private final Scenario s = Scenario.healthy(
            Will.pool(A, B).gateway(C).pinned(PINNED, A).pooled(POOLED, 1).pinned(ALONE, C));
    private final Instant start = s.clock.wall();
    private final List<Event> told = new ArrayList<>();
    private final Map<String, Long> up = new HashMap<>();
    private int changes;

    private UptimeRecord known(Instant since, Duration... spans) {
        told.addAll(s.events());
        return new UptimeRecord(new UptimeEvents(told, since), s.board.snapshot(), s.clock.now(), List.of(spans));
    }

    private Uptime peer(long id) {
        Peer peer = Some.present(s.will.desired().peer(id));
        return known(Instant.EPOCH, elapsed()).peer(peer).get(0);
    }

    private Uptime route(String domain) {
        Route route = Some.present(s.will.desired().route(s.will.id(domain)));
        return known(Instant.EPOCH, elapsed()).route(route).get(0);
    }

    private Duration elapsed() {
        return Duration.between(start, s.clock.wall());
    }

    @Test
    void aPeerIsDownUntilItsCooldownIsOver() {
        s.seconds(100).kill(A).seconds(50).revive(A).seconds(60).seconds(100);
        Uptime sum = peer(A);
        assertThat(sum.outages()).isEqualTo(1);
        assertThat(sum.down()).isBetween(Duration.ofSeconds(110), Duration.ofSeconds(111));
        assertThat(sum.unknown()).isZero();
        assertThat(sum.up().plus(sum.down())).isEqualTo(elapsed());
        assertThat(route(PINNED).outages()).as("another served").isZero();
        assertThat(route(PINNED).percent()).isEqualByComparingTo("100");
        assertThat(peer(B).percent()).isEqualByComparingTo("100");
    }

    @Test
    void aRouteIsDownWhileAllAreThatBackIt() {
        s.seconds(100).kill(A).seconds(10).kill(B).seconds(20).revive(B).seconds(100);
        for (String domain : List.of(PINNED, POOLED)) {
            Uptime sum = route(domain);
            assertThat(sum.outages()).as(domain).isEqualTo(1);
            assertThat(sum.down()).as(domain).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
        }
        assertThat(route(ALONE).outages()).isZero();
        s.kill(C).seconds(7);
        assertThat(route(ALONE).outages()).isEqualTo(1);
        assertThat(route(ALONE).down()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void whatIsNotToldIsNotKnown() {
        s.seconds(100).edit(will -> will.disable(C)).seconds(50);
        assertThat(peer(C).unknown()).isEqualTo(elapsed());
        s.edit(will -> will.enable(C)).seconds(1).answers(C).seconds(49);
        Uptime sum = peer(C);
        assertThat(sum.up()).isEqualTo(Duration.ofSeconds(49));
        assertThat(sum.unknown()).isEqualTo(elapsed().minusSeconds(49));
        assertThat(known(s.clock.wall().minusSeconds(10), elapsed())
                        .peer(Some.present(s.will.desired().peer(A)))
                        .get(0))
                .as("the log begins late")
                .isEqualTo(new Uptime(
                        Duration.ofSeconds(10), Duration.ZERO, elapsed().minusSeconds(10), 0));
    }

    @Test
    void itIsAsOldAsItIs() {
        s.seconds(100);
        Peer peer = Some.present(s.will.desired().peer(A));
        List<Uptime> sums =
                known(Instant.EPOCH, Duration.ofDays(1), Duration.ofSeconds(30)).peer(peer);
        assertThat(sums.get(0).up()).isEqualTo(Duration.between(FakeClock.START, s.clock.wall()));
        assertThat(sums.get(1).up()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theSumsAreThoseOfAStopwatch() {
        Random random = new Random(11);
        List<Long> peers = List.of(A, B, C);
        for (int i = 0; i < 120; i++) {
            long one = peers.get(random.nextInt(3));
            if (random.nextBoolean()) {
                s.kill(one);
            } else {
                s.revive(one);
            }
            changes++;
            for (int second = random.nextInt(150); second >= 0; second--) {
                s.seconds(1);
                look();
            }
        }
        for (long id : peers) {
            check(peer(id), "peer " + id);
        }
        for (String domain : List.of(PINNED, POOLED, ALONE)) {
            check(route(domain), domain);
            assertThat(route(domain).outages()).as(domain).isPositive();
        }
    }

    private void look() {
        for (long id : List.of(A, B, C)) {
            up.merge("peer " + id, s.state(id) == HealthState.ALIVE ? 1L : 0L, Long::sum);
        }
        for (String domain : List.of(PINNED, POOLED, ALONE)) {
            up.merge(domain, s.assignment(domain).isOutage() ? 0L : 1L, Long::sum);
        }
    }

    private void check(Uptime sum, String what) {
        assertThat(sum.unknown()).as(what).isZero();
        assertThat(sum.up().plus(sum.down())).as(what).isEqualTo(elapsed());
        assertThat(sum.up().toSeconds()).as(what).isCloseTo(Some.present(up.get(what)), within((long) changes));
    }
}
