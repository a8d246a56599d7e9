package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a finished request to a line in a file. */
class AccessLogTest {

    @TempDir
    Path directory;

    @Test
    void aLineSaysWhatHappened() throws Exception {
        Path file = directory.resolve("logs/access.log");
        try (AccessLog log = AccessLog.toFile(file)) {
            log.finished(Requests.request("id-1", "/a?token=t&b=1", "app.example", "evil\r\n{\"agent\"}"));
            await().atMost(10, TimeUnit.SECONDS).until(() -> Files.size(file) > 0);
            assertThat(Files.readString(file))
                    .isEqualTo("{\"ts\":\"2025-11-22T16:46:40.005Z\",\"request_id\":\"id-1\",\"client\":\"192.0.2.7\","
                            + "\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"app.example\","
                            + "\"target\":\"/a?token=***&b=1\",\"version\":\"HTTP/1.1\",\"status\":200,\"bytes_in\":0,"
                            + "\"bytes_out\":5,\"duration_ms\":4.001,\"upstream_ms\":3.000,\"route_id\":7,\"peer_id\":3,"
                            + "\"attempts\":1,\"rescued\":false,\"failure\":null,"
                            + "\"user_agent\":\"evil\\r\\n{\\\"agent\\\"}\"}\n");
        }
    }

    @Test
    void closeWritesWhatIsQueued() throws Exception {
        Path file = directory.resolve("access.log");
        AccessLog log = AccessLog.toFile(file);
        for (int i = 0; i < 20_000; i++) {
            log.finished(Requests.request("id-" + i));
        }
        log.close();
        assertThat(log.dropped()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(20_000);
        assertThat(new JsonObject(lines.get(19_999)).getString("request_id")).isEqualTo("id-19999");
        log.finished(Requests.request("too late"));
        assertThat(log.dropped()).isEqualTo(1);
    }

    @Test
    void whatCannotBeQueuedIsDroppedAndCountedAndNobodyWaits() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        StringBuilder written = new StringBuilder();
        LogSink slow = new LogSink() {
            @Override
            public void write(byte[] lines, int length) throws IOException {
                writing.countDown();
                try {
                    mayGoOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                written.append(new String(lines, 0, length, StandardCharsets.UTF_8));
            }

            @Override
            public void close() {}
        };
        AccessLog log = AccessLog.to(slow, 8);
        log.finished(Requests.request("first"));
        assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            log.finished(Requests.request("id-" + i));
        }
        assertThat(log.dropped()).isEqualTo(12);
        mayGoOn.countDown();
        log.close();
        assertThat(written.toString().lines()).hasSize(9);
    }

    @Test
    void aFullDiskLosesLinesAndNothingElse() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: this test needs /dev/full");
        AccessLog log = AccessLog.toFile(full);
        log.finished(Requests.request("1"));
        await().atMost(10, TimeUnit.SECONDS).until(() -> log.dropped() == 1);
        log.finished(Requests.request("2"));
        await().atMost(10, TimeUnit.SECONDS).until(() -> log.dropped() == 2);
        log.close();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldAtStart() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> AccessLog.toFile(file.resolve("access.log"))).isInstanceOf(IOException.class);
    }

    @Test
    void severalLogsAreOne() {
        StringBuilder told = new StringBuilder();
        new RequestLogs(List.of(first -> told.append("a").append(first.requestId()), second -> told.append("b")
                        .append(second.requestId())))
                .finished(Requests.request("1"));
        assertThat(told).hasToString("a1b1");
    }
}
