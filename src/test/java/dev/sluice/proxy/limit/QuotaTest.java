package dev.sluice.proxy.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Network;
import dev.sluice.core.site.RateLimit;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the clients of one route may ask, by a clock of our own. */
class QuotaTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now = 1_000_000_007;

    private final TimeMeter clock = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private final Quota quota = new Quota(clock);

    private static BucketConfiguration terms(int requests, Duration per, @Nullable Integer burst) {
        return RateLimitStep.terms(new RateLimit(requests, per, burst, 64, List.of()));
    }

    private static Network client(int number) {
        return new Network(false, number, 0, 32);
    }

    private int taken(int asked, int client, BucketConfiguration terms) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            taken += quota.take(client(client), terms).isConsumed() ? 1 : 0;
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({
        // requests, per s, burst, waited ms, then taken
        "10, 1, , 0, 0",
        "10, 1, , 99, 0",
        "10, 1, , 100, 1",
        "10, 1, , 950, 9",
        "10, 1, , 3600000, 10",
        "10, 60, 3, 6000, 1",
        "10, 60, 3, 86400000, 3",
        "1, 86400, 100000, 86399999, 0",
        "1, 86400, 100000, 86400000, 1",
        "100000, 1, 1, 1, 1",
        "3, 10, , 3333, 0",
        "3, 10, , 3334, 1",
        "3, 10, , 10000, 3"
    })
    void whatIsSpentComesBackSteadily(int requests, int per, @Nullable Integer burst, long waited, int then) {
        BucketConfiguration terms = terms(requests, Duration.ofSeconds(per), burst);
        int capacity = burst == null ? requests : burst;
        assertThat(taken(capacity + 5, 1, terms)).isEqualTo(capacity);
        now += TimeUnit.MILLISECONDS.toNanos(waited);
        assertThat(taken(then + 5, 1, terms)).isEqualTo(then);
    }

    @Test
    void clientsShareNothing() {
        BucketConfiguration terms = terms(5, Duration.ofMinutes(1), null);
        assertThat(taken(9, 1, terms)).isEqualTo(5);
        assertThat(taken(9, 2, terms)).isEqualTo(5);
        assertThat(taken(9, 1, terms)).isZero();
    }

    @Test
    void whoIsRefusedIsToldWhenToComeAgain() {
        BucketConfiguration terms = terms(10, Duration.ofSeconds(60), 2);
        assertThat(quota.take(client(1), terms).getRemainingTokens()).isEqualTo(1);
        assertThat(quota.take(client(1), terms).getRemainingTokens()).isZero();
        now += SECOND;
        ConsumptionProbe refused = quota.take(client(1), terms);
        assertThat(refused.isConsumed()).isFalse();
        assertThat(refused.getNanosToWaitForRefill()).isEqualTo(5 * SECOND);
        now += 5 * SECOND;
        assertThat(quota.take(client(1), terms).isConsumed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // what was left of 100 before, requests after, left then
        "0, 10, 0",
        "50, 10, 5",
        "100, 10, 10",
        "0, 1000, 0",
        "50, 1000, 500",
        "100, 1000, 1000",
        "50, 100, 50"
    })
    void otherTermsLeaveTheSamePart(int left, int requests, int then) {
        taken(100 - left, 1, terms(100, Duration.ofHours(1), null));
        if (left == 100) {
            taken(1, 1, terms(100, Duration.ofHours(1), null));
            now += Duration.ofHours(1).toNanos();
        }
        assertThat(taken(2000, 1, terms(requests, Duration.ofHours(1), null))).isEqualTo(then);
    }

    /** Against plain arithmetic: what came in any span of time is never more than the burst and what that time gives. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noSequenceGetsMoreThanItsShareNorIsRefusedWithinIt(long seed) {
        Random random = new Random(seed);
        int requests = 1 + random.nextInt(50);
        int capacity = 1 + random.nextInt(50);
        long perNanos = (1 + random.nextInt(100)) * SECOND;
        BucketConfiguration terms = terms(requests, Duration.ofNanos(perNanos), capacity);
        Map<Integer, double[]> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            now += (long) (random.nextDouble() * random.nextInt(3) * perNanos / requests);
            int client = random.nextInt(4);
            double[] left = model.computeIfAbsent(client, fresh -> new double[] {capacity, now});
            left[0] = Math.min(capacity, left[0] + (now - left[1]) * requests / perNanos);
            left[1] = now;
            boolean given = quota.take(client(client), terms).isConsumed();
            if (left[0] > 1.001) {
                assertThat(given).as("step %s with %s left", i, left[0]).isTrue();
            } else if (left[0] < 0.999) {
                assertThat(given).as("step %s with %s left", i, left[0]).isFalse();
            }
            left[0] -= given ? 1 : 0;
        }
    }

    @Test
    void nobodyIsForgottenWhoHasSomethingToMakeUpFor() {
        BucketConfiguration terms = terms(2, Duration.ofHours(1), null);
        assertThat(taken(3, -1, terms)).isEqualTo(2);
        for (int i = 0; i < Quota.MOST_CLIENTS + 4_096; i++) {
            quota.take(client(i), terms);
        }
        assertThat(quota.clients()).isEqualTo(Quota.MOST_CLIENTS);
        assertThat(taken(3, -1, terms)).as("made others crowd it out").isZero();
        assertThat(taken(5, 2 * Quota.MOST_CLIENTS, terms))
                .as("a newcomer shares with others of the crowd")
                .isLessThanOrEqualTo(2);
        now += Duration.ofHours(1).toNanos();
        for (int i = 0; i < Quota.MOST_CLIENTS / 8; i++) {
            quota.take(client(-1000 - i), terms);
        }
        assertThat(quota.clients()).isLessThan(Quota.MOST_CLIENTS / 4);
        assertThat(taken(3, -7, terms)).isEqualTo(2);
    }

    /** A flood of newcomers does not get more together than all allowances that there are hold. */
    @Test
    void aCrowdGetsNoMoreThanThereIs() {
        BucketConfiguration terms = terms(1, Duration.ofHours(24), null);
        int given = 0;
        for (int i = 0; i < Quota.MOST_CLIENTS + 8_192; i++) {
            given += quota.take(client(i), terms).isConsumed() ? 1 : 0;
        }
        assertThat(given).isBetween(Quota.MOST_CLIENTS + 990, Quota.MOST_CLIENTS + 1_024);
    }

    @Test
    void threadsTogetherGetWhatOneWouldGet() throws InterruptedException {
        BucketConfiguration terms = terms(10_000, Duration.ofHours(24), null);
        AtomicInteger given = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    given.addAndGet(quota.take(client(1), terms).isConsumed() ? 1 : 0);
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(given).hasValue(10_000);
    }
}
