package dev.sluice.core.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.InFlightGate.Place;
import dev.sluice.core.model.PeerCapacity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class InFlightGateTest {

    private final PeerVitals vitals = new PeerVitals(1);
    private final List<Integer> granted = new ArrayList<>();

    private void capacity(int most, int queue) {
        vitals.capacity(new PeerCapacity(most, queue, Duration.ofSeconds(1)));
    }

    private @Nullable Place await(int number) {
        return Objects.requireNonNull(vitals.gate()).await(() -> granted.add(number));
    }

    @Test
    void withoutACapacityEverybodyPasses() {
        for (int i = 0; i < 100; i++) {
            assertThat(vitals.tryAcquire()).isTrue();
        }
        assertThat(vitals.inFlight()).isEqualTo(100);
        assertThat(vitals.requests()).isEqualTo(100);
    }

    @Test
    void whoWaitsComesInByTurns() {
        capacity(1, 2);
        assertThat(vitals.tryAcquire()).isTrue();
        assertThat(vitals.tryAcquire()).isFalse();
        assertThat(await(1)).isNotNull();
        assertThat(await(2)).isNotNull();
        assertThat(await(3)).as("one too many").isNull();
        assertThat(granted).isEmpty();
        vitals.release();
        assertThat(granted).containsExactly(1);
        assertThat(vitals.inFlight()).isEqualTo(1);
        assertThat(vitals.tryAcquire()).as("nobody goes before those who wait").isFalse();
        vitals.release();
        vitals.release();
        assertThat(granted).containsExactly(1, 2);
        assertThat(vitals.inFlight()).isZero();
        assertThat(vitals.tryAcquire()).isTrue();
    }

    @Test
    void whoLeavesIsPassedOver() {
        capacity(1, 2);
        vitals.acquire();
        Place first = Objects.requireNonNull(await(1));
        assertThat(await(2)).isNotNull();
        assertThat(first.leave()).isTrue();
        assertThat(await(3)).as("its place is free").isNotNull();
        vitals.release();
        assertThat(granted).containsExactly(2);
        assertThat(first.leave()).isFalse();
    }

    @Test
    void anEditLetsInWhoWaits() {
        capacity(1, 9);
        vitals.acquire();
        await(1);
        await(2);
        await(3);
        capacity(2, 9);
        assertThat(granted).containsExactly(1);
        vitals.capacity(null);
        assertThat(granted).containsExactly(1, 2, 3);
        assertThat(vitals.tryAcquire()).isTrue();
        assertThat(vitals.inFlight()).isEqualTo(5);
    }

    /** However threads meet: never more than may be, and nobody waits for ever. */
    @Test
    void itHoldsFromManyThreads() throws Exception {
        capacity(3, 1_000);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int each = 2_000;
        CountDownLatch left = new CountDownLatch(4 * each);
        Runnable served = () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
            vitals.release();
            left.countDown();
        };
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    if (vitals.tryAcquire()) {
                        served.run();
                    } else if (Objects.requireNonNull(vitals.gate()).await(new Once(served)::run) == null) {
                        left.countDown();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(vitals.inFlight()).isZero();
    }

    /** Fails if it is granted twice. */
    private static final class Once {

        private final Runnable then;
        private final AtomicInteger times = new AtomicInteger();

        Once(Runnable then) {
            this.then = then;
        }

        void run() {
            if (times.incrementAndGet() == 1) {
                then.run();
            }
        }
    }
}
