package dev.sluice.admin.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that does not keep up is told less, and nothing waits in memory for it. */
class EventStreamRoomTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PULSE = StreamText.of("pulse", "\"" + "x".repeat(64 * 1024) + "\"");

    /** More than the kernel ever holds for a connection. */
    private static final int MANY = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<EventStream> opened = new CompletableFuture<>();
    private Context loop;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        loop = vertx.getOrCreateContext();
        server = onLoop(() -> vertx.createHttpServer()
                        .requestHandler(request -> {
                            Wish wish = new Wish(
                                    Set.of(StreamKind.PULSE), ActivityFilter.ALL, each -> true, null, () -> true);
                            LogTail tail = new LogTail(new Nothing(), loop, sequel -> {});
                            opened.complete(new EventStream(
                                    request.response(), wish, new Nothing(), tail, loop, sequel -> {}, stream -> {}));
                        })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private <T> T onLoop(Supplier<T> action) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(v -> done.complete(action.get()));
        return done.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatDoesNotFitIsNotQueuedAndWhatComesAfterItDrainedIsTold() throws Exception {
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(32 * 1024);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            EventStream stream = opened.get(20, TimeUnit.SECONDS);

            int taken = 0;
            for (int i = 0; i < MANY; i++) {
                taken += onLoop(() -> stream.mention(PULSE)) ? 1 : 0;
            }
            assertThat(taken).isBetween(1, MANY / 2);
            assertThat(onLoop(() -> stream.mention(PULSE))).isFalse();

            Thread reader = new Thread(() -> {
                try (InputStream in = client.getInputStream()) {
                    byte[] some = new byte[64 * 1024];
                    while (in.read(some) >= 0) {
                        // It is read, whatever it is.
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            reader.start();
            await().atMost(SOON).until(() -> onLoop(() -> stream.mention(PULSE)));
        }
    }

    /** A log that nobody reads here. */
    private static final class Nothing implements ActivityLog {

        @Override
        public CompletionStage<Page> find(Query query) {
            return CompletableFuture.failedFuture(new IllegalStateException("nobody asked"));
        }

        @Override
        public CompletionStage<Sequel> after(ActivityFilter filter, long id, int limit) {
            return CompletableFuture.failedFuture(new IllegalStateException("nobody asked"));
        }
    }
}
