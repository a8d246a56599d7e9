package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the next loss would be survived is told when it changes, once. */
@Tag("core")
class StandbyEventsTest {

    private final Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A));

    @Test
    void theLossOfAllButOneIsToldAndSoIsTheReturn() {
        assertThat(s.kill(B).standbyNews()).containsExactly("standby_unready 1");
        assertThat(s.refuses(B).seconds(60).standbyNews()).isEmpty();
        assertThat(s.revive(B).standbyNews()).containsExactly("standby_ready 1");
    }

    @Test
    void itSaysWhichPoolAndNothingElse() {
        Event event = s.kill(B).events().stream()
                .filter(told -> told.name().wire().equals("standby_unready"))
                .findFirst()
                .orElseThrow();

        assertThat(event.message()).isEqualTo("Pool pool-1 would not survive the next loss: one member is usable");
        assertThat(event.details()).isEqualTo(Map.of("pool_id", 1L, "pool_name", "pool-1"));
        assertThat(event.name().severity().wire()).isEqualTo("warn");
    }

    @Test
    void ofThreeMembersOneMayGo() {
        Scenario three = Scenario.healthy(Will.pool(A, B, C).pinned("x", A));

        assertThat(three.kill(A).standbyNews()).isEmpty();
        assertThat(three.kill(B).standbyNews()).containsExactly("standby_unready 1");
        assertThat(three.revive(A).standbyNews()).containsExactly("standby_ready 1");
    }

    @Test
    void anOutageAndItsEndChangeNothingAboutTheNextLoss() {
        s.kill(A).standbyNews();

        assertThat(s.kill(B).revive(B).standbyNews()).isEmpty();
        assertThat(s.revive(A).standbyNews()).containsExactly("standby_ready 1");
    }

    @Test
    void aPoolOfOneByTheOperatorsWillIsAnotherMatter() {
        assertThat(s.edit(will -> will.members(1, A)).standbyNews()).containsExactly("pool_has_one_member 1");
        assertThat(s.edit(will -> will.members(1, A, B)).standbyNews()).containsExactly("standby_ready 1");
        assertThat(s.edit(will -> will.drain(B)).standbyNews()).containsExactly("pool_has_one_member 1");
        assertThat(s.kill(B).standbyNews()).isEmpty();
        assertThat(s.edit(will -> will.resume(B)).standbyNews()).containsExactly("standby_unready 1");
    }

    @Test
    void aPoolThatIsMadeWholeIsNoNews() {
        assertThat(s.edit(will -> will.andPool(2, A, B)).standbyNews()).isEmpty();
        assertThat(s.edit(will -> will.andPool(3, A)).standbyNews()).containsExactly("pool_has_one_member 3");
        assertThat(s.edit(will -> will.deletePool(3)).standbyNews()).isEmpty();
    }

    @Test
    void aRestartRepeatsNothing() {
        s.kill(B).standbyNews();

        assertThat(s.restart(Duration.ofSeconds(2)).answers(A).refuses(B).open().standbyNews())
                .isEmpty();
        assertThat(s.revive(B).standbyNews()).containsExactly("standby_ready 1");
    }
}
