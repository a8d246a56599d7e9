package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.FrameWire;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Http2Stream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients that are too slow, each case over every transport at the same time. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class SlowClientsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration EARLY = Duration.ofMillis(900);
    private static final Duration LATE = Duration.ofSeconds(9);
    private static final int MUCH = 1 << 20;

    private static Door open(UnaryOperator<ClientLimits> change) {
        ClientLimits patient = new ClientLimits(DAY, 32 * 1024, DAY, 500, DAY, DAY, DAY, 1000, 512);
        return Door.open(options -> options.withHttps(0).withH2c(true).withClients(change.apply(patient)));
    }

    private static UnaryOperator<ClientLimits> limits(
            Duration head, Duration bodyIdle, Duration rateGrace, Duration keepAlive, Duration writeStall) {
        return c -> new ClientLimits(
                head, c.headBytes(), bodyIdle, c.bodyRate(), rateGrace, keepAlive, writeStall, 1000, 512);
    }

    private static Map<Over, Speaker> clients(Door door) {
        Map<Over, Speaker> clients = new EnumMap<>(Over.class);
        for (Over over : Over.values()) {
            clients.put(over, over.connect(door));
        }
        return clients;
    }

    /** Since then, as long as the limit and not much longer. */
    private static void inTime(Object what, long since) {
        assertThat(Duration.ofNanos(System.nanoTime() - since)).as("%s", what).isBetween(EARLY, LATE);
    }

    /** Does it again and again until that is so, at most as long as it may take. */
    private static void drip(Runnable once, BooleanSupplier until) {
        Awaitility.await().atMost(LATE).pollInterval(Duration.ofMillis(50)).until(() -> {
            once.run();
            return until.getAsBoolean();
        });
    }

    /** The bytes of a head, the longer the more are asked for. */
    private static byte[] head(Over over) {
        String padding = "x".repeat(1000);
        return over.isMultiplexed()
                ? FrameWire.frame(FrameWire.HEADERS, FrameWire.END_HEADERS, 1, FrameWire.literal("x-slow", padding))
                : ("GET / HTTP/1.1\r\nX-Slow: " + padding).getBytes(StandardCharsets.US_ASCII);
    }

    private static void sendRaw(Speaker client, byte[] bytes) {
        try {
            if (client instanceof Http2Speaker http2) {
                http2.wire().sendBytes(bytes);
            } else {
                ((Http1Speaker) client).wire().send(bytes);
            }
        } catch (IOException e) {
            // closed already, which is for the assertions to judge
        }
    }

    @Test
    void aHeadThatDripsHasItsTotalTime() throws IOException {
        try (Door door = open(limits(LIMIT, DAY, DAY, DAY, DAY))) {
            Map<Over, Speaker> clients = clients(door);
            long begun = System.nanoTime();
            int[] sent = {0};
            drip(
                    () -> {
                        clients.forEach((over, client) -> sendRaw(client, new byte[] {head(over)[sent[0]]}));
                        sent[0]++;
                    },
                    () -> door.finished().size() == 2 && door.front().connections() <= 2);
            inTime("all", begun);
            for (Over over : List.of(Over.HTTP1, Over.HTTP1_IN_TLS)) {
                Wire.Message answer = ((Http1Speaker) clients.get(over)).wire().readAnswer("GET");
                assertThat(answer.status()).as("%s", over).isEqualTo(408);
                assertThat(answer.body()).as("%s", over).contains("slow_head");
                assertThat(answer.field("connection")).as("%s", over).isEqualTo("close");
            }
            for (Speaker client : clients.values()) {
                assertThat(client.isEnded()).isTrue();
                client.close();
            }
            assertThat(door.finished()).allMatch(told -> "slow_head".equals(told.failure()));
            Awaitility.await().until(() -> door.front().connections() == 0);
        }
    }

    /** A handshake, a first request, a second one: none is waited for without end. */
    @Test
    void silenceEndsAConnection() {
        try (RawUpstream a = RawUpstream.saying("ok");
                Door door = open(limits(LIMIT, DAY, DAY, LIMIT, DAY))) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            long begun = System.nanoTime();
            List<RawClient> raw = new ArrayList<>();
            for (int port : List.of(door.port(), door.httpsPort())) {
                raw.add(new RawClient(port));
                raw.add(new RawClient(port).send("\26\3\1")); // a ClientHello's beginning, and no method's
            }
            List<Speaker> silent = new ArrayList<>(clients(door).values());
            clients(door).values().forEach(client -> {
                assertThat(client.get("/").body()).isEqualTo("ok");
                silent.add(client);
            });
            raw.forEach(client -> client.isClosed());
            silent.forEach(client -> assertThat(client.isEnded()).isTrue());
            inTime("all", begun);
            raw.forEach(RawClient::close);
            silent.forEach(Speaker::close);
            Awaitility.await().until(() -> door.front().connections() == 0);
        }
    }

    private static void bodiesAreRefused(UnaryOperator<ClientLimits> limits, boolean dripping) {
        try (RawUpstream a = RawUpstream.open(Wire::readToEnd);
                Door door = open(limits)) {
            Upstream upstream = Door.upstream(1, a);
            door.publish(new Plan(7, Door.HOST).through(upstream));
            Map<String, Speaker.Conversation> all = new LinkedHashMap<>();
            List<Speaker> speakers = new ArrayList<>();
            long begun = System.nanoTime();
            for (int length : List.of(100_000, Speaker.UNKNOWN)) {
                clients(door).forEach((over, client) -> {
                    speakers.add(client);
                    all.put(over + ", length " + length, client.ask("POST", "/", length));
                });
            }
            all.values().forEach(conversation -> conversation.send("abc"));
            drip(
                    () -> {
                        if (dripping) {
                            all.values().forEach(conversation -> conversation.send("x"));
                        }
                    },
                    () -> !door.finished().isEmpty());
            all.forEach((name, conversation) -> {
                Answer answer = conversation.answer();
                assertThat(answer.status()).as(name).isEqualTo(408);
                assertThat(answer.body()).as(name).contains("slow_body");
                assertThat(answer.whole()).as(name).isTrue();
            });
            inTime("all", begun);
            Awaitility.await().until(() -> door.finished().size() == all.size());
            assertThat(door.finished()).allMatch(told -> "slow_body".equals(told.failure()));
            assertThat(upstream.vitals().inFlight()).isZero();
            assertThat(upstream.vitals().failed()).as("the peer's fault").isZero();
            Awaitility.await().until(() -> a.openConnections() == 0);
            speakers.forEach(Speaker::close);
            Awaitility.await().until(() -> door.front().connections() == 0);
        }
    }

    @Test
    void aSilentBodyIsRefused() {
        bodiesAreRefused(limits(DAY, LIMIT, DAY, DAY, DAY), false);
    }

    @Test
    void aDrippingBodyIsRefused() {
        bodiesAreRefused(limits(DAY, DAY, LIMIT, DAY, DAY), true);
    }

    @Test
    void whoTakesNothingOfAnAnswerIsCut() {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                    for (int i = 0; i < 1000; i++) {
                        wire.send(new byte[MUCH]);
                    }
                });
                Door door = open(limits(DAY, DAY, DAY, DAY, LIMIT))) {
            Upstream upstream = Door.upstream(1, a);
            door.publish(new Plan(7, Door.HOST).through(upstream));
            Map<Over, Speaker> clients = clients(door);
            clients.values().forEach(client -> client.ask("GET", "/", Speaker.NONE));
            Awaitility.await().until(() -> door.finished().size() == clients.size());
            assertThat(door.finished()).allMatch(told -> "slow_reader".equals(told.failure()));
            Awaitility.await().until(() -> a.openConnections() == 0);
            assertThat(upstream.vitals().inFlight()).isZero();
            assertThat(upstream.vitals().failed()).as("the peer's fault").isZero();
            clients.values().forEach(Speaker::close);
            Awaitility.await().until(() -> door.front().connections() == 0);
        }
    }

    /** When the upstream is done with it: over HTTP/1 that of one of many answers, over HTTP/2 what the windows have no room for. */
    @Test
    void whoTakesAllButTheEndOfAnAnswerIsCutToo() {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                        int size = m.firstLine().contains("/large") ? 80_000 : 10_000;
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "z".repeat(size));
                    }
                });
                Door door = open(limits(DAY, DAY, DAY, DAY, LIMIT))) {
            Upstream upstream = Door.upstream(1, a);
            door.publish(new Plan(7, Door.HOST).through(upstream));
            Map<Over, Speaker> clients = clients(door);
            List<Http2Stream> streams = new ArrayList<>();
            long begun = System.nanoTime();
            byte[] requests = ("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n")
                    .repeat(2_000)
                    .getBytes(StandardCharsets.US_ASCII);
            clients.forEach((over, client) -> {
                if (client instanceof Http2Speaker http2) {
                    streams.add(http2.stingy().ask("GET", "/large", Speaker.NONE));
                } else {
                    sendRaw(client, requests);
                }
            });
            streams.forEach(stream -> assertThat(stream.resetCode()).isNotNegative());
            Awaitility.await("HTTP/1").until(() -> door.front().connections() == streams.size());
            inTime("all", begun);
            assertThat(door.finished()).as("the upstream was done").allMatch(told -> told.failure() == null);
            assertThat(upstream.vitals().inFlight()).isZero();
            clients.values().forEach(Speaker::close);
            Awaitility.await().until(() -> door.front().connections() == 0);
        }
    }

    /** The window ends within the last write of an answer: to Vert.x it is over by then. */
    @Test
    void whoTakesHalfOfTheLastWriteOverHttp2IsCutToo() {
        CountDownLatch taken = new CountDownLatch(2);
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + "z".repeat(60_000));
                    taken.await(LATE.toSeconds(), TimeUnit.SECONDS);
                    wire.send("z".repeat(10_000));
                    wire.readToEnd();
                });
                Door door = open(limits(DAY, DAY, DAY, DAY, LIMIT))) {
            Upstream upstream = Door.upstream(1, a);
            door.publish(new Plan(7, Door.HOST).through(upstream));
            List<Http2Speaker> clients = List.of(Http2Speaker.plain(door.port()), Http2Speaker.tls(door.httpsPort()));
            List<Http2Stream> streams = new ArrayList<>();
            clients.forEach(client -> streams.add(client.stingy().ask("GET", "/", Speaker.NONE)));
            streams.forEach(stream -> {
                assertThat(stream.read(60_000)).hasSize(60_000);
                taken.countDown();
            });
            long begun = System.nanoTime();
            streams.forEach(
                    stream -> assertThat(stream.resetCode()).as("%s", stream).isNotNegative());
            inTime("all", begun);
            assertThat(door.finished()).as("the upstream was done").allMatch(told -> told.failure() == null);
            assertThat(upstream.vitals().inFlight()).isZero();
            clients.forEach(Speaker::close);
            Awaitility.await().until(() -> door.front().connections() == 0);
        }
    }
}
