package dev.sluice.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The pauses of an agent whose front door is away: it is back within two seconds of the front door's return. */
class BackoffTest {

    @Test
    void thePausesDoubleAndStayBelowTwoSeconds() {
        Backoff backoff = new Backoff(new Random(7));
        for (long whole : new long[] {250, 500, 1_000, 1_200, 1_200, 1_200}) {
            assertThat(backoff.next()).isBetween(whole / 2, whole);
        }
        backoff.reset();
        assertThat(backoff.next()).isBetween(125L, 250L);
    }

    @Test
    void noTwoAgentsPauseAlike() {
        Backoff backoff = new Backoff(new Random(7));
        for (int i = 0; i < 4; i++) {
            backoff.next();
        }
        assertThat(LongStream.generate(backoff::next).limit(20).distinct().count())
                .isGreaterThan(15);
    }
}
