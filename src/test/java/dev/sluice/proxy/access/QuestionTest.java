package dev.sluice.proxy.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.ForwardAuth;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.ServiceClient;
import dev.sluice.proxy.UpstreamLimits;
import dev.sluice.proxy.kit.RawUpstream;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @SuppressWarnings("NullAway.Init")
    private static Vertx vertx;

    @SuppressWarnings("NullAway.Init")
    private static Context loop;

    @SuppressWarnings("NullAway.Init")
    private static ServiceClient client;

    private RawUpstream service = RawUpstream.saying("");

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        CompletableFuture<ServiceClient> made = new CompletableFuture<>();
        UpstreamLimits limits = UpstreamLimits.defaults().withDial(Duration.ofMillis(300));
        loop.runOnContext(v -> made.complete(ServiceClient.open(vertx, limits, 64, 1024)));
        client = made.join();
    }

    @AfterAll
    static void closeAll() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void consentCarriesItsFieldsAndKeepsTheConnection() {
        serve(RawUpstream.sending("HTTP/1.1 200 OK\r\nRemote-User: ada\r\nContent-Length: 2\r\n\r\nok"));
        for (int i = 0; i < 3; i++) {
            assertThat(ask("/verify?a=1")).isInstanceOfSatisfying(Opinion.Consent.class, consent -> assertThat(
                            consent.fields().get("remote-user"))
                    .isEqualTo("ada"));
        }
        assertThat(service.accepted()).isEqualTo(1);
        assertThat(service.heads().get(0))
                .startsWith("GET /verify?a=1 HTTP/1.1\r\n")
                .contains("x-mine: 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 401, 403, 404, 500, 503})
    void refusalIsWhole(int status) {
        serve(RawUpstream.sending(
                "HTTP/1.1 " + status + " No\r\nLocation: https://login.test/\r\n" + "Content-Length: 2\r\n\r\nno"));
        assertThat(ask("/")).isInstanceOfSatisfying(Opinion.Refusal.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.fields().get("location")).isEqualTo("https://login.test/");
            assertThat(refusal.body().toString()).isEqualTo("no");
        });
    }

    @Test
    void whoIsNotThereConsentsToNothing() {
        service.close();
        assertThat(ask("/")).isEqualTo(new Opinion.None(Failure.AUTH_UNREACHABLE));
    }

    @Test
    void whoIsSilentConsentsToNothing() {
        serve(RawUpstream.frozen());
        assertThat(ask("/")).isEqualTo(new Opinion.None(Failure.AUTH_TIMEOUT));
        Awaitility.await().until(() -> service.openConnections() == 0);
    }

    @Test
    void whoStopsWithinARefusalConsentsToNothing() {
        serve(RawUpstream.sending("HTTP/1.1 403 No\r\nContent-Length: 20\r\n\r\nno"));
        assertThat(ask("/")).isEqualTo(new Opinion.None(Failure.AUTH_TIMEOUT));
        Awaitility.await().until(() -> service.openConnections() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "junk\r\n\r\n",
                "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                "HTTP/1.1 304 Odd\r\n\r\n",
                "HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n"
            })
    void junkIsNoConsent(String answer) {
        serve(RawUpstream.open(wire -> {
            if (wire.readRequest() != null) {
                wire.send(answer);
            }
        }));
        assertThat(ask("/")).isEqualTo(new Opinion.None(Failure.AUTH_INVALID));
    }

    @Test
    void aLongRefusalIsNotHeld() {
        serve(RawUpstream.sending("HTTP/1.1 403 No\r\nContent-Length: 65537\r\n\r\n" + "x".repeat(65_537)));
        assertThat(ask("/")).isEqualTo(new Opinion.None(Failure.AUTH_INVALID));
        Awaitility.await().until(() -> service.openConnections() == 0);
    }

    @Test
    void aLongConsentIsConsentAndNotRead() {
        serve(RawUpstream.sending("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + "x".repeat(100_000)));
        assertThat(ask("/")).isInstanceOf(Opinion.Consent.class);
        Awaitility.await().until(() -> service.openConnections() == 0);
    }

    @Test
    void aConnectionThatWasClosingIsNoFault() {
        AtomicInteger connections = new AtomicInteger();
        serve(RawUpstream.open(wire -> {
            boolean first = connections.getAndIncrement() == 0;
            while (wire.readRequest() != null) {
                if (first && service.heads().size() == 2) {
                    return;
                }
                wire.send("HTTP/1.1 204 Yes\r\n\r\n");
            }
        }));
        assertThat(ask("/")).isInstanceOf(Opinion.Consent.class);
        assertThat(ask("/")).isInstanceOf(Opinion.Consent.class);
        assertThat(connections).hasValue(2);
    }

    @Test
    void whatIsGivenUpIsNotToldAndHoldsNothing() {
        serve(RawUpstream.frozen());
        CompletableFuture<Opinion> told = new CompletableFuture<>();
        CompletableFuture<Question> asked = new CompletableFuture<>();
        loop.runOnContext(v -> asked.complete(
                Question.ask(vertx, client, service("/"), MultiMap.caseInsensitiveMultiMap(), told::complete)));
        Awaitility.await().until(() -> !service.heads().isEmpty());
        loop.runOnContext(v -> asked.join().giveUp());
        Awaitility.await().until(() -> service.openConnections() == 0);
        assertThat(told).isNotDone();
    }

    private void serve(RawUpstream other) {
        service.close();
        service = other;
    }

    private ForwardAuth service(String path) {
        return new ForwardAuth(URI.create("http://127.0.0.1:" + service.port() + path), List.of(), TIMEOUT, null);
    }

    private Opinion ask(String path) {
        CompletableFuture<Opinion> told = new CompletableFuture<>();
        MultiMap fields = MultiMap.caseInsensitiveMultiMap().add("x-mine", "1");
        loop.runOnContext(v -> Question.ask(vertx, client, service(path), fields, told::complete));
        return told.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
