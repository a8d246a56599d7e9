package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.FakeClock;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many wrong passwords may be tried, from one address and from all. */
class LoginGateTest {

    private static final String HERE = "127.0.0.1";
    private static final String OPERATOR = "198.51.100.7";

    private final FakeClock clock = new FakeClock();
    private final List<Event> told = new ArrayList<>();
    private final LoginGate gate = new LoginGate(clock, new Lockouts(clock, told::add));

    private @Nullable ApiProblem refusal(String address) {
        return catchThrowableOfType(ApiProblem.class, () -> gate.tried(address));
    }

    private void wrong(String address) {
        gate.tried(address);
        gate.wrong(address);
    }

    /** Each from an address of its own: none of them is locked out for what it did itself. */
    private void wrongFromEverywhere(int tries) {
        for (int i = 0; i < tries; i++) {
            wrong("203.0.113." + i);
        }
    }

    @Test
    void thirtyWrongOnesInFiveMinutesLockEverybodyOutButThisMachine() {
        wrongFromEverywhere(29);
        assertThat(refusal(OPERATOR)).isNull();
        assertThat(told).isEmpty();
        wrong("203.0.113.200");

        ApiProblem refused = refusal(OPERATOR);
        assertThat(refused).isNotNull();
        assertThat(refused.answer().status()).isEqualTo(429);
        assertThat(refused.answer().body().toString()).contains("too_many_tries");
        assertThat(Long.parseLong(refused.answer().headers().get("Retry-After")))
                .isBetween(299L, 301L);
        assertThat(refusal("2001:db8:1:2:0:0:0:1")).isNotNull();
        assertThat(refusal(HERE)).as("who sits at this machine").isNull();
        assertThat(refusal("0:0:0:0:0:0:0:1")).isNull();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).name()).isEqualTo(EventName.LOGIN_LOCKED);
        assertThat(told.get(0).details()).containsEntry("from", "all addresses").containsEntry("tries", 30);

        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(refusal(OPERATOR)).isNotNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(refusal(OPERATOR)).isNull();
        wrong(OPERATOR);
        assertThat(refusal(OPERATOR)).as("it counts from the beginning").isNull();
    }

    @Test
    void slowerOnesLockNobodyOut() {
        for (int i = 0; i < 4; i++) {
            wrongFromEverywhere(29);
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(refusal(OPERATOR)).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void wrongOnesFromThisMachineCountForAllAndLockOnlyTheOthersOut() {
        for (int minute = 0; minute < 4; minute++) {
            for (int i = 0; i < 5; i++) {
                wrong(HERE);
            }
            assertThat(refusal(HERE)).as("it has had its five").isNotNull();
            clock.advance(Duration.ofMinutes(1));
        }
        wrongFromEverywhere(10);
        assertThat(refusal(OPERATOR)).isNotNull();
        assertThat(refusal(HERE)).isNull();
    }

    @Test
    void theRightOneOpensItForNobodyElse() {
        wrongFromEverywhere(26);
        for (int i = 0; i < 4; i++) {
            wrong(OPERATOR);
        }
        assertThat(refusal(OPERATOR)).isNotNull();
        gate.right(OPERATOR);
        assertThat(refusal(OPERATOR)).isNotNull();
        clock.advance(Duration.ofMinutes(5));
        assertThat(refusal(OPERATOR)).isNull();
    }
}
