package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.AccessTail;
import dev.sluice.core.port.FinishedRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who looks at requests as they end. */
class RequestTailsTest {

    private final RequestTails tails = new RequestTails();
    private final List<String> lines = new ArrayList<>();

    @Test
    void aLineIsThatOfTheLogWithTheNamesOfTheApi() {
        FinishedRequest request = Requests.request("a\nb", "/find?access_token=secret&q=\"x\"", "app.example", null);
        tails.follow(each -> true, lines::add);
        tails.finished(request);

        JsonLine logged = new JsonLine();
        new AccessLine().append(request, logged);
        JsonObject log = new JsonObject(new String(logged.bytes(), 0, logged.length(), StandardCharsets.UTF_8));
        JsonObject told = new JsonObject(lines.get(0));
        assertThat(lines.get(0)).doesNotContain("\n").doesNotContain("secret");
        assertThat(told.getString("path")).isEqualTo("/find?access_token=***&q=\"x\"");
        assertThat(told.remove("path")).isEqualTo(log.remove("target"));
        assertThat(told.remove("at")).isEqualTo(log.remove("ts")).isEqualTo("2025-11-22T16:46:40.005Z");
        assertThat(told).isEqualTo(log);
    }

    @Test
    void whatIsTooMuchForASecondIsCounted() {
        AccessTail tail = tails.follow(each -> true, lines::add);
        for (int i = 0; i < RequestTail.MOST + 7; i++) {
            tails.finished(Requests.request("id"));
        }
        assertThat(lines).hasSize(RequestTail.MOST);
        assertThat(tail.nextSecond()).isEqualTo(7);
        tails.finished(Requests.request("id"));
        assertThat(lines).hasSize(RequestTail.MOST + 1);
        assertThat(tail.nextSecond()).isZero();
    }

    /** A rare one is seen among many that nobody wants to see. */
    @Test
    void whatIsNotWantedCountsForNothing() {
        AccessTail tail = tails.follow(request -> request.status() == 503, lines::add);
        for (int i = 0; i < 10 * RequestTail.MOST; i++) {
            tails.finished(Requests.answered(200, 7, 3, 5));
        }
        tails.finished(Requests.answered(503, 7, 3, 5));
        assertThat(lines).hasSize(1);
        assertThat(tail.nextSecond()).isZero();
    }

    @Test
    void eachIsToldUntilItCloses() {
        List<String> others = new ArrayList<>();
        AccessTail tail = tails.follow(each -> true, lines::add);
        AccessTail other = tails.follow(each -> true, others::add);
        tails.finished(Requests.request("1"));
        tail.close();
        tails.finished(Requests.request("2"));
        other.close();
        other.close();
        tails.finished(Requests.request("3"));
        assertThat(lines).hasSize(1);
        assertThat(others).hasSize(2);
    }

    @Test
    void manyThreadsGetNoMoreThanTheSecondHas() throws Exception {
        AtomicInteger told = new AtomicInteger();
        AccessTail tail = tails.follow(each -> true, line -> told.incrementAndGet());
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int k = 0; k < 100; k++) {
                    tails.finished(Requests.request("id"));
                }
            });
            threads.add(thread);
            thread.start();
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        assertThat(told).hasValue(RequestTail.MOST);
        assertThat(tail.nextSecond()).isEqualTo(400 - RequestTail.MOST);
    }
}
