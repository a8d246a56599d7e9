package dev.sluice.admin;

import static dev.sluice.admin.BadInputRows.of;
import static dev.sluice.admin.BadInputRows.peer;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The documented answer to everything that is wrong. Gateways 1 and 2, regular peer 3, pool 4 of 1 and 2, route 5. */
class BadInputTest {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    private static ApiServer api;

    @BeforeAll
    static void open() {
        LOG.start();
        ROOT.addAppender(LOG);
        api = new ApiServer();
        assertThat(api.gateway("one")).isEqualTo(1);
        assertThat(api.gateway("two")).isEqualTo(2);
        assertThat(api.regular("three")).isEqualTo(3);
        assertThat(api.pool("four", 1, 2)).isEqualTo(4);
        assertThat(api.pinned("five.example", 1)).isEqualTo(5);
        JsonObject pooled = new JsonObject().put("domain", "six.example").put("target_pool_id", 4);
        assertThat(api.post("/routes", pooled).id()).isEqualTo(6);
        assertThat(api.pool("seven")).isEqualTo(7);
        JsonObject loopback = new JsonObject().put("domain", "eight.example").put("target_peer_id", 1);
        loopback.put("target_lan_host", "localhost").put("target_lan_port", 22);
        assertThat(api.post("/routes", loopback).id()).isEqualTo(8);
        JsonObject listener = new JsonObject().put("route_type", "l4").put("l4_listen_port", 7001);
        assertThat(api.post("/routes", listener.put("target_peer_id", 1)).id()).isEqualTo(9);
        assertThat(api.post("/certificates", BadCertificateRows.of(BadCertificateRows.PRESENT))
                        .id())
                .isEqualTo(10);
        assertThat(api.post("/webhooks", BadWebhookRows.of11()).id()).isEqualTo(11);
    }

    @AfterAll
    static void close() {
        ROOT.detachAppender(LOG);
        api.close();
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
    @MethodSource({
        "dev.sluice.admin.BadInputRows#peersRows",
        "dev.sluice.admin.BadInputRows#poolsRows",
        "dev.sluice.admin.BadInputRows#membersRows",
        "dev.sluice.admin.BadMoveRows#movesRows",
        "dev.sluice.admin.BadInputRows#pairingRows",
        "dev.sluice.admin.BadInputRows#routesRows",
        "dev.sluice.admin.BadInputRows#listenersRows",
        "dev.sluice.admin.BadCertificateRows#certificatesRows",
        "dev.sluice.admin.BadWebhookRows#webhooksRows",
        "dev.sluice.admin.BadInputRows#nowhereRows"
    })
    void theAnswerIsTheDocumentedOne(
            String method, String path, JsonObject body, int status, String code, List<String> paths) {
        long revision = api.plane.snapshot().desired().revision();

        Reply reply = api.call(method, path, body);

        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.paths()).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body().toString()).doesNotContain(BadCertificateRows.secrets());
        assertThat(LOG.list.stream().map(BadInputTest::text)).noneMatch(BadCertificateRows::tellsSecret);
        assertThat(api.plane.snapshot().desired().revision()).isEqualTo(revision);
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        Reply reply = api.raw("POST", "/api/v1/peers", ApiServer.ADMIN, Buffer.buffer("{\"name\":\n  oops}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("detail")).contains("line 2, column").doesNotContain("oops");
        for (String text : List.of(
                "[]", "1", "\"x\"", "null", "{} x", "{\"a\":1", "{\"host\":\"a\",\"host\":\"b\"}", "[".repeat(5000))) {
            Reply other = api.raw("POST", "/api/v1/peers", ApiServer.ADMIN, Buffer.buffer(text));
            assertThat(other.paths()).as(text).containsExactly("body");
        }
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp")) {
            Reply reply = api.raw("POST", "/api/v1/peers", ApiServer.ADMIN, peer().toBuffer(), "Content-Type", type);
            assertThat(reply.code()).isEqualTo("unsupported_media_type");
        }
        Reply charset = api.raw(
                "POST",
                "/api/v1/peers",
                ApiServer.ADMIN,
                of().toBuffer(),
                "Content-Type",
                "application/json; charset=utf-8");
        assertThat(charset.code()).isEqualTo("invalid");
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsRefused() {
        Buffer huge = of("name", "x".repeat(1024 * 1024)).toBuffer();

        Reply reply = api.raw("POST", "/api/v1/peers", ApiServer.ADMIN, huge);

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("too_large");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        assertThat(api.call("PATCH", "/peers/1", of()).header("Allow")).isEqualTo("DELETE, GET, HEAD, PUT");
        assertThat(api.raw("POST", "/health/live", null, Buffer.buffer()).header("Allow"))
                .isEqualTo("GET, HEAD");
    }

    @Test
    void aConditionThatIsNoneIsRefused() {
        assertThat(api.put("/peers/1", of("weight", 2), "If-Match", "5").paths())
                .containsExactly("If-Match");
        assertThat(api.put("/peers/1", of("weight", 2), "If-Match", "W/\"1\"").code())
                .isEqualTo("stale");
        assertThat(api.put("/routes/5", of("rescue", false), "If-Match", "\"99\", \"98\"")
                        .code())
                .isEqualTo("stale");
    }

    @Test
    void pathsWithTricksAreRefused() {
        for (String path : List.of("/api/v1/peers/..%2f1", "/api/v1/peers/%2e%2e/peers", "/api/v1/../v1/peers")) {
            assertThat(api.raw("GET", path, ApiServer.ADMIN, Buffer.buffer()).paths())
                    .as(path)
                    .containsExactly("path");
        }
    }
}
