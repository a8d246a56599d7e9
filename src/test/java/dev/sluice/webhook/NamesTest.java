package dev.sluice.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamesTest {

    private final Vertx vertx = Vertx.vertx();
    private final Names names = new Names(vertx);

    @AfterEach
    void close() {
        await(names.close());
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** From no event loop, where an answer may be there before anybody waits for it. */
    private List<InetAddress> asked(String host) {
        return await(names.apply(host));
    }

    @Test
    void aNameIsLookedUpAgainAndAgain() {
        for (int i = 0; i < 3_000; i++) {
            assertThat(asked("localhost")).as("turn %d", i).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
        }
    }

    @Test
    void theSameFromAnEventLoop() {
        for (int i = 0; i < 3_000; i++) {
            Promise<List<InetAddress>> answer = Promise.promise();
            vertx.runOnContext(v -> names.apply("localhost").onComplete(answer));
            assertThat(await(answer.future())).as("turn %d", i).isNotEmpty();
        }
    }

    @Test
    void oneThatNobodyKnowsIsAskedForAgain() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> asked("nobody.invalid")).hasCauseInstanceOf(UnknownHostException.class);
        }
    }
}
