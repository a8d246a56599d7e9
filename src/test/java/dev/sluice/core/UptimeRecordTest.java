package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.rule.Audit;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Facts;
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
import java.util.function.UnaryOperator;
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

    @Test
    void aRouteGoesByThePoolsThatItsHomeWasIn() {
        s.seconds(100);
        pools(will -> will.andPool(2, A, C).members(1, B));
        s.seconds(100).kill(B).seconds(30).revive(B).seconds(100);
        assertThat(route(PINNED).percent()).as("its home was elsewhere").isEqualByComparingTo("100");
        assertThat(route(POOLED).down()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        s.kill(A).kill(C).seconds(50).revive(C).seconds(100);
        pools(will -> will.deletePool(2).members(1, A, B));
        s.seconds(100);
        assertThat(route(PINNED).down())
                .as("in the outage of a pool that is gone")
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(51));
        assertThat(route(PINNED).unknown()).isZero();
        told.add(Event.of(EventName.STATE_RESTORED, s.clock.wall(), "operator", "restored", Map.of()));
        assertThat(route(PINNED).down())
                .as("what was before is not known, and taken as it is now")
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void whatWasMovedIntoAPoolIsNoOlderThanThat() {
        s.seconds(100);
        pools(will -> will.andPool(2, C, A));
        s.edit(will -> will.pooled(ALONE, 2)).seconds(100);
        assertThat(route(ALONE).percent()).isEqualByComparingTo("100");
    }

    /** Tells of what becomes of pools, as commands and documents do. */
    private void pools(UnaryOperator<Will> change) {
        Map<Long, Pool> before = Map.copyOf(s.will.desired().pools());
        EditContext context = new EditContext(List.of(), s.clock.wall(), 1);
        s.edit(change);
        Map<Long, Pool> after = s.will.desired().pools();
        before.forEach((id, pool) -> {
            if (!after.containsKey(id)) {
                told.addAll(Audit.deleted(
                        EventName.POOL_DELETED, context, Command.by("operator"), pool.name(), Facts.of(pool)));
            }
        });
        after.forEach((id, pool) -> {
            Pool was = before.get(id);
            if (was == null) {
                told.addAll(Audit.created(
                        EventName.POOL_CREATED, context, Command.by("operator"), pool.name(), Facts.of(pool)));
            } else if (!was.equals(pool)) {
                told.addAll(Audit.updated(
                        EventName.POOL_UPDATED,
                        context,
                        Command.by("operator"),
                        pool.name(),
                        Facts.of(was),
                        Facts.of(pool)));
            }
        });
    }

    private void editAtRandom(Random random) {
        switch (random.nextInt(6)) {
            case 0 -> pools(will -> will.members(1, B));
            case 1 -> pools(will -> will.members(1, B, C));
            case 2 ->
                pools(will -> will.poolEnabled(
                        1, !Some.present(will.desired().pool(1)).enabled()));
            case 3 -> pools(will -> will.andPool(2, A, C));
            case 4 -> pools(will -> will.deletePool(2));
            default -> pools(will -> will.members(1, A, B));
        }
        changes++;
    }

    @Test
    void theSumsAreThoseOfAStopwatchWhilePoolsAreChangedToo() {
        Random random = new Random(12);
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(3) == 0) {
                editAtRandom(random);
            } else {
                long one = List.of(A, B, C).get(random.nextInt(3));
                Scenario moved = random.nextInt(5) < 2 ? s.kill(one) : s.revive(one);
                assertThat(moved).isSameAs(s);
                changes++;
            }
            for (int second = random.nextInt(100); second >= 0; second--) {
                s.seconds(1);
                look();
            }
        }
        for (String domain : List.of(PINNED, ALONE)) {
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
