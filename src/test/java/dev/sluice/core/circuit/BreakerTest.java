package dev.sluice.core.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.circuit.Breaker.State;
import dev.sluice.core.site.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a circuit opens and closes, by a clock of our own. */
class BreakerTest {

    private static final CircuitBreaker USUAL =
            new CircuitBreaker(3, 50, Duration.ofSeconds(10), Duration.ofSeconds(30), List.of(502, 503));

    private long now = -5_000_000_000L;

    private Breaker breaker(CircuitBreaker terms) {
        return new Breaker(terms, () -> now);
    }

    private void after(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Each word a request: a status, {@code 200x} whose answer breaks off, {@code x} without an answer, {@code ?} that nobody hears of, {@code +7} some seconds. */
    private void run(Breaker breaker, String story) {
        for (String word : story.split(" ")) {
            if (word.startsWith("+")) {
                after(Long.parseLong(word.substring(1)) * 1000);
                continue;
            }
            Breaker.Pass pass = breaker.enter();
            if (pass != null) {
                switch (word) {
                    case "x" -> pass.failed();
                    case "?" -> pass.withdrawn();
                    case "200x" -> {
                        pass.answered(200);
                        pass.failed();
                    }
                    default -> pass.answered(Integer.parseInt(word));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 200 200, CLOSED",
        "503 502, CLOSED",
        "503 502 503, OPEN",
        "x x x, OPEN",
        "500 404 400 429 500 500, CLOSED", // the application's own word, or the client's fault
        "? ? ? ? ?, CLOSED",
        "200 200 200 503 503 503, OPEN", // half of them
        "200 200 200 200 503 503 503, CLOSED",
        "200 200 200 200 503 503 503 x, OPEN",
        "503 503 +11 503, CLOSED",
        "503 +4 503 +4 503, OPEN",
        "200 200 200 200 200 200 +11 503 503 503, OPEN", // the good ones are forgotten too
        "x x x +29, OPEN",
        "x x x +30, HALF_OPEN",
        "x x x +30 200, CLOSED",
        "x x x +30 404, CLOSED",
        "x x x +30 503, OPEN",
        "x x x +30 x +29, OPEN",
        "x x x +30 x +30 200, CLOSED",
        "x x x +30 ?, HALF_OPEN",
        "x x x +30 ? 200, CLOSED",
        "x x x +30 200 x x, CLOSED", // from new
        "x x x +30 200 x x x, OPEN",
        "200x 200x, CLOSED",
        "200x 200x 200x, OPEN",
        "200 200 200 200x 200x 200x, OPEN", // each counts once, as a failure
        "200 200 200 200 200x 200x 200x, CLOSED",
        "x x x +30 200x, OPEN", // it closed it for a moment
        "x x x +30 200x +30 200, CLOSED"
    })
    void tells(String story, State then) {
        Breaker breaker = breaker(USUAL);
        run(breaker, story);
        assertThat(breaker.state()).isEqualTo(then);
    }

    @Test
    void oneRequestAtATimeTriesIt() {
        Breaker breaker = breaker(USUAL);
        run(breaker, "x x x");
        assertThat(breaker.enter()).isNull();
        assertThat(breaker.shutFor()).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        after(30_000);
        assertThat(breaker.shutFor()).isZero();
        Breaker.Pass trial = breaker.enter();
        assertThat(trial).isNotNull();
        assertThat(breaker.enter()).isNull();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        trial.withdrawn();
        Breaker.Pass next = breaker.enter();
        assertThat(next).isNotNull();
        assertThat(breaker.enter()).isNull();
        next.answered(200);
        next.answered(503); // it was told once
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.openings()).isEqualTo(1);
        assertThat(breaker.reason()).isEqualTo("3 of 3 requests within 10s");
    }

    @Test
    void aTrialThatIsNeverToldOfDoesNotShutItForEver() {
        Breaker breaker = breaker(USUAL);
        run(breaker, "x x x +30");
        assertThat(breaker.enter()).isNotNull();
        after(30_000);
        Breaker.Pass second = breaker.enter();
        assertThat(second).isNotNull();
        second.answered(200);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void anAnswerThatBreaksOffLateIsOneFailureOfTheMoment() {
        Breaker breaker = breaker(USUAL);
        run(breaker, "x x x +30");
        Breaker.Pass trial = breaker.enter();
        assertThat(trial).isNotNull();
        trial.answered(200);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        after(10_000);
        trial.failed();
        assertThat(breaker.state()).as("it went well for long").isEqualTo(State.CLOSED);
        run(breaker, "x x");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.reason()).isEqualTo("3 of 3 requests within 10s");

        Breaker other = breaker(USUAL);
        Breaker.Pass left = other.enter();
        assertThat(left).isNotNull();
        left.answered(200);
        left.withdrawn(); // the client left
        left.failed();
        run(other, "x x");
        assertThat(other.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void whatBeganBeforeSaysNothingWhileItIsOpen() {
        Breaker breaker = breaker(USUAL);
        List<Breaker.Pass> early = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            early.add(breaker.enter());
        }
        run(breaker, "x x x");
        early.get(0).answered(200);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        after(29_000);
        early.get(1).failed();
        after(1_000);
        assertThat(breaker.enter())
                .as("a failure from before does not prolong it")
                .isNotNull();
    }

    /** Against a plain list of what happened. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noSequenceOpensItTooEarlyOrTooLate(long seed) {
        Random random = new Random(seed);
        CircuitBreaker terms = new CircuitBreaker(
                1 + random.nextInt(8),
                1 + random.nextInt(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1 + random.nextInt(40)),
                List.of(503));
        Breaker breaker = breaker(terms);
        Deque<long[]> seen = new ArrayDeque<>(); // tenth of the window, failed
        long openUntil = Long.MIN_VALUE;
        boolean open = false;
        double share = random.nextDouble();
        for (int i = 0; i < 5_000; i++) {
            after(random.nextInt(random.nextInt(20) == 0 ? 20_000 : 400));
            boolean failed = random.nextDouble() < share;
            Breaker.Pass pass = breaker.enter();
            boolean due = open && now >= openUntil;
            assertThat(pass != null).as("step %s", i).isEqualTo(!open || due);
            if (pass == null) {
                continue;
            }
            pass.answered(failed ? 503 : 200);
            if (due) {
                open = failed;
                openUntil = now + terms.openFor().toNanos();
                seen.clear();
                continue;
            }
            long tenth = Math.floorDiv(now, 1_000_000_000L);
            seen.add(new long[] {tenth, failed ? 1 : 0});
            seen.removeIf(one -> one[0] <= tenth - 10);
            long bad = seen.stream().mapToLong(one -> one[1]).sum();
            if (failed && bad >= terms.failures() && bad * 100 >= (long) seen.size() * terms.failurePercent()) {
                open = true;
                openUntil = now + terms.openFor().toNanos();
            }
            assertThat(breaker.state() != State.CLOSED).as("step %s", i).isEqualTo(open);
        }
    }

    @Test
    void manyThreadsAgreeUponOneTrial() throws InterruptedException {
        Breaker breaker = breaker(USUAL);
        for (int round = 0; round < 200; round++) {
            run(breaker, "x x x");
            after(30_000);
            Deque<Breaker.Pass> passes = new ConcurrentLinkedDeque<>();
            Thread[] threads = new Thread[3];
            for (int t = 0; t < threads.length; t++) {
                threads[t] = new Thread(() -> {
                    Breaker.Pass pass = breaker.enter();
                    if (pass != null) {
                        passes.add(pass);
                    }
                });
                threads[t].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(passes).hasSize(1);
            passes.element().answered(200);
        }
    }
}
