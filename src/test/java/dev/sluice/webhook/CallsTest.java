package dev.sluice.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.webhook.AddressGuard;
import dev.sluice.core.webhook.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages over real sockets, and addresses that are never dialled. */
class CallsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final AddressGuard LOOPBACK = new AddressGuard(List.of("127.0.0.0/8"));
    private static final AddressGuard STRICT = new AddressGuard(List.of());
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final String SECRET = "a-secret-of-the-test";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 204;

    @BeforeEach
    void open() {
        server = await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    seen.add(line(request) + body.toString(StandardCharsets.UTF_8));
                    request.response()
                            .setStatusCode(status)
                            .putHeader("Location", "/elsewhere")
                            .end("some words");
                }))
                .listen(0, "127.0.0.1"));
    }

    private static String line(HttpServerRequest request) {
        return request.method() + " " + request.uri() + " "
                + request.authority().host() + " "
                + request.getHeader("Sluice-Webhook-Id") + " " + request.getHeader("Authorization") + " "
                + request.getHeader("Sluice-Webhook-Timestamp") + " " + request.getHeader("Sluice-Webhook-Signature")
                + "\n";
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.actualPort() + path;
    }

    private static Calls.Call call(String url, String token) {
        return Calls.Call.to(url, token, SECRET, "u1", new Message(Map.of(), null, Map.of("message", "ä")));
    }

    /** HMAC as RFC 2104 spells it, by hand. */
    private static String hmac(String key, String text) throws Exception {
        byte[] inner = new byte[64];
        byte[] outer = new byte[64];
        Arrays.fill(inner, (byte) 0x36);
        Arrays.fill(outer, (byte) 0x5C);
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            inner[i] ^= bytes[i];
            outer[i] ^= bytes[i];
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(inner);
        byte[] first = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        digest.update(outer);
        return String.format("%064x", new BigInteger(1, digest.digest(first)));
    }

    @Test
    void aMessageArrivesSignedWithItsTokenWhereTheAddressNamesIt() throws Exception {
        Answered answered =
                await(new Calls(vertx, LOOPBACK).send(call(url("127.0.0.1", "/in/{token}?a=b"), "tok"), NOW));

        assertThat(answered).isEqualTo(new Answered(204, null));
        String body = "{\"message\":\"ä\"}";
        assertThat(seen)
                .containsExactly("POST /in/tok?a=b 127.0.0.1 u1 null 1700000000 sha256="
                        + hmac(SECRET, "1700000000." + body) + "\n" + body);
    }

    @Test
    void aTokenThatTheAddressDoesNotNameGoesIntoItsHeader() {
        await(new Calls(vertx, LOOPBACK).send(call(url("127.0.0.1", ""), "tok"), NOW));

        assertThat(seen).singleElement().asString().startsWith("POST / 127.0.0.1 u1 Bearer tok ");
    }

    @ParameterizedTest
    @CsvSource({"200, true", "299, true", "302, false", "307, false", "404, false", "503, false"})
    void onlySuccessIsSuccessAndRedirectsAreNotFollowed(int answer, boolean arrived) {
        status = answer;

        Answered answered = await(new Calls(vertx, LOOPBACK).send(call(url("127.0.0.1", "/"), "tok"), NOW));

        assertThat(answered.arrived()).isEqualTo(arrived);
        assertThat(answered.status()).isEqualTo(answer);
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"})
    void loopbackIsNotDialledUnlessItIsAllowed(String host) {
        Answered answered = await(new Calls(vertx, STRICT).send(call(url(host, "/"), "tok"), NOW));

        assertThat(answered.failure()).startsWith("not called: ").contains("loopback, and not in webhooks.allow");
        assertThat(seen).isEmpty();
    }

    @Test
    void aNameWhoseAddressChangesAfterItWasJudgedIsDialledWhereItWasJudged() throws Exception {
        Deque<InetAddress> answers =
                new ArrayDeque<>(List.of(InetAddress.getByAddress("rebound.example", new byte[] {127, 0, 0, 1})));
        Calls calls = new Calls(vertx, LOOPBACK, host -> Future.succeededFuture(List.of(answers.remove())), TIME);

        Answered answered = await(calls.send(call(url("rebound.example", "/"), "tok"), NOW));

        assertThat(answered.status()).isEqualTo(204);
        assertThat(answers).as("looked up once").isEmpty();
        assertThat(seen).singleElement().asString().startsWith("POST / rebound.example ");
    }

    @Test
    void aNameThatNowMeansThisMachineIsNotDialled() throws Exception {
        InetAddress here = InetAddress.getByAddress("rebound.example", new byte[] {127, 0, 0, 1});
        Calls calls = new Calls(vertx, STRICT, host -> Future.succeededFuture(List.of(here)), TIME);

        assertThat(await(calls.send(call(url("rebound.example", "/"), "tok"), NOW))
                        .failure())
                .isEqualTo("not called: 127.0.0.1 is loopback, and not in webhooks.allow");
        assertThat(seen).isEmpty();
    }

    @Test
    void aFailureNamesNoSecret() {
        String url = url("127.0.0.1", "/{token}");
        await(server.close());

        Answered answered = await(new Calls(vertx, LOOPBACK).send(call(url, "tok-en"), NOW));

        // Another program may have the port by now.
        assertThat(answered.failure()).startsWith("the connection ").doesNotContain("tok-en");
        assertThat(call(url, "tok-en").toString()).doesNotContain("tok-en").doesNotContain(SECRET);
    }

    @Test
    void anAnswerThatDripsIsGivenUpAndItsConnectionClosed() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> cut = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = dripping.accept()) {
                    for (int i = 0; i < 500; i++) { // 25 s, if nobody ends it
                        socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: x".charAt(Math.min(i, 18)));
                        Thread.sleep(50);
                    }
                    return false;
                } catch (IOException | InterruptedException closed) {
                    return true;
                }
            });
            InetAddress here = InetAddress.getLoopbackAddress();
            Calls calls =
                    new Calls(vertx, LOOPBACK, host -> Future.succeededFuture(List.of(here)), Duration.ofMillis(300));

            Answered answered =
                    await(calls.send(call("http://drip.example:" + dripping.getLocalPort() + "/", "tok"), NOW));

            assertThat(answered).isEqualTo(new Answered(null, "no answer in time"));
            assertThat(cut.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
