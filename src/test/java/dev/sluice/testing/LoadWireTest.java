package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the generator says that it sends in is what the server gets. */
@ExtendWith(VertxExtension.class)
class LoadWireTest {

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<Object> connections = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @EnumSource
    void everyRequestIsSentInItAndAnswered(LoadWire wire, Vertx vertx) {
        boolean tls = wire == LoadWire.HTTP1_TLS || wire == LoadWire.HTTP2_TLS;
        int port = serve(vertx, tls).actualPort();
        try (LoadRun run = LoadRun.start(
                LoadRun.Load.gets(port, "app.test", 50).withPosts(10).over(wire))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.soFar().size() >= 50);

            LoadReport report = run.stop();

            assertThat(report.failed().shots()).as(report.toString()).isEmpty();
            assertThat(report.byPeer()).containsOnlyKeys("it");
            assertThat(report.method("POST").size()).isBetween(report.size() / 10 - 1, report.size() / 10);
        }
        boolean multiplexed = wire == LoadWire.HTTP2_TLS || wire == LoadWire.HTTP2_CLEAR;
        assertThat(seen).containsExactly((multiplexed ? "HTTP_2 app.test" : "HTTP_1_1 app.test") + (tls ? " TLS" : ""));
        if (multiplexed) {
            assertThat(connections.size()).isLessThanOrEqualTo(Http2Client.MOST_CONNECTIONS);
        }
    }

    private HttpServer serve(Vertx vertx, boolean tls) {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
        if (tls) {
            TestCertificate certificate = TestCertificate.of("app.test");
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertValue(Buffer.buffer(certificate.chainPem()))
                            .addKeyValue(Buffer.buffer(certificate.keyPem())));
        }
        return vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void answer(HttpServerRequest request) {
        seen.add(request.version() + " " + request.authority().host() + (request.isSSL() ? " TLS" : ""));
        connections.add(request.connection());
        request.body()
                .onSuccess(body -> request.response().putHeader("x-peer", "it").end(body));
    }
}
