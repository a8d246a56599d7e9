package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.port.FinishedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The queue between event loops and the log's thread. */
class RequestQueueTest {

    @Test
    void isFirstInFirstOutAndRefusesWhenFull() {
        RequestQueue queue = new RequestQueue(4);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(queue.offer(Requests.request("r" + i))).isTrue();
            }
            assertThat(queue.offer(Requests.request("too many"))).isFalse();
            for (int i = 0; i < 4; i++) {
                assertThat(queue.poll())
                        .isNotNull()
                        .extracting(FinishedRequest::requestId)
                        .isEqualTo("r" + i);
            }
            assertThat(queue.poll()).isNull();
        }
    }

    @Test
    void capacityIsAPowerOfTwo() {
        assertThatThrownBy(() -> new RequestQueue(100)).hasMessageContaining("100");
    }

    @Test
    void keepsEverythingThatItTookFromManyThreadsInEachThreadsOrder() throws Exception {
        int producers = 4;
        int each = 50_000;
        RequestQueue queue = new RequestQueue(256);
        AtomicLong taken = new AtomicLong();
        CountDownLatch done = new CountDownLatch(producers);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            String name = "p" + p;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    if (queue.offer(Requests.request(name + ":" + i))) {
                        taken.incrementAndGet();
                    }
                }
                done.countDown();
            });
            threads.add(thread);
            thread.start();
        }
        Map<String, Integer> last = new HashMap<>();
        long seen = 0;
        while (true) {
            boolean finished = done.getCount() == 0;
            FinishedRequest request = queue.poll();
            if (request == null) {
                if (finished) {
                    break;
                }
                Thread.onSpinWait();
                continue;
            }
            seen++;
            String[] id = request.requestId().split(":");
            int number = Integer.parseInt(id[1]);
            assertThat(number).isGreaterThan(last.getOrDefault(id[0], -1));
            last.put(id[0], number);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).isEqualTo(taken.get()).isGreaterThan(256);
    }
}
