package dev.sluice.agent.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.model.LanHost;
import dev.sluice.proxy.kit.BlackHole;
import dev.sluice.testing.FreePort;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking whether LAN hosts can be reached. */
class LanChecksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The silent one's check takes 2 s, and the next begins 9 s later at the soonest. */
    private static final Duration BEFORE_THE_NEXT_ROUND = Duration.ofSeconds(8);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Map<LanHost, LanReach> heard = new ConcurrentHashMap<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private LanChecks checks(int atOnce) {
        return new LanChecks(
                vertx, RandomGenerator.getDefault(), (host, found, changed) -> heard.put(host, found), atOnce);
    }

    private void on(LanChecks checks, LanHost... hosts) {
        loop.runOnContext(v -> checks.watch(List.of(hosts)));
    }

    private void awaitOn(IntSupplier count, int expected) {
        await().atMost(PATIENCE).until(() -> {
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            loop.runOnContext(v -> answer.complete(count.getAsInt()));
            return answer.get(5, TimeUnit.SECONDS) == expected;
        });
    }

    @Test
    void whatIsFoundIsSaid() throws IOException {
        try (ServerSocket open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            LanHost there = new LanHost("127.0.0.1", open.getLocalPort());
            LanHost away = new LanHost("127.0.0.1", FreePort.next());
            LanHost unknown = new LanHost("no-such-host.invalid", 80);

            LanChecks checks = checks(32);
            on(checks, there, away, unknown);

            await().atMost(PATIENCE).until(() -> heard.size() == 3);
            assertThat(heard.get(there).reached()).isTrue();
            assertThat(heard.get(there).why()).isNull();
            assertThat(heard.get(away).why()).isEqualTo("refused");
            assertThat(heard.get(unknown).why()).isEqualTo("name");
        }
    }

    /** The turn of one that waited, and is not watched any more, is the next one's. */
    @Test
    void whoLeavesTheQueueKeepsNobodyWaiting() throws IOException {
        try (BlackHole hole = new BlackHole();
                ServerSocket open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            LanHost silent = new LanHost("127.0.0.1", hole.port());
            LanHost goes = new LanHost("localhost", open.getLocalPort());
            LanHost stays = new LanHost("127.0.0.1", open.getLocalPort());
            LanChecks checks = checks(1);
            on(checks, silent);
            awaitOn(checks::running, 1);
            on(checks, silent, goes);
            awaitOn(checks::waiting, 1);
            on(checks, silent, goes, stays);
            awaitOn(checks::waiting, 2);

            on(checks, silent, stays);

            await().atMost(BEFORE_THE_NEXT_ROUND).until(() -> heard.containsKey(stays));
            assertThat(heard.get(silent).why()).isEqualTo("timeout");
            assertThat(heard).doesNotContainKey(goes);
        }
    }
}
