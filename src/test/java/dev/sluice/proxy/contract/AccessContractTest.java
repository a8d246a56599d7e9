package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The contract on a route that does not let everybody in. */
class AccessContractTest extends Contract {

    /** Of "secret", by bcrypt with the least cost. */
    private static final String HASH = "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    private static final Map<String, Object> ADA = Map.of("name", "ada", "password_hash", HASH);

    @SuppressWarnings("NullAway.Init")
    private RawUpstream app;

    private void access(Map<String, Object> access) {
        app = upstream(RawUpstream.saying200("hi"));
        door().publish(new Plan(7, Door.HOST)
                .site(SiteFields.read(Map.of("access", access)))
                .through(Door.upstream(1, app)));
    }

    private void basic(Map<String, Object> more) {
        Map<String, Object> basic = new HashMap<>(Map.of("realm", "Home", "users", List.of(ADA)));
        basic.putAll(more);
        access(Map.of("basic_auth", basic));
    }

    private RawUpstream asking(RawUpstream.Script script, Map<String, Object> more) {
        RawUpstream service = upstream(script);
        Map<String, Object> forward =
                new HashMap<>(Map.of("url", "http://127.0.0.1:" + service.port() + "/verify?x=1"));
        forward.putAll(more);
        access(Map.of("forward_auth", forward));
        return service;
    }

    private static RawUpstream.Script saying(String answer) {
        return wire -> {
            while (wire.readRequest() != null) {
                wire.send(answer);
            }
        };
    }

    private static String pair(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String lower(RawUpstream at) {
        return at.heads().get(0).toLowerCase(Locale.ROOT);
    }

    @Test
    void addressesDecide() {
        access(Map.of("allow", List.of("127.0.0.0/8")));
        assertThat(client().get("/").status()).isEqualTo(200);
        access(Map.of("allow", List.of("10.0.0.0/8", "::1")));
        Answer refused = client().get("/");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("address_denied");
        assertThat(refused.field("x-request-id")).isNotNull();
        access(Map.of("allow", List.of("127.0.0.0/8"), "deny", List.of("127.0.0.1")));
        assertThat(client().get("/").status()).isEqualTo(403);
        assertThat(client().get("/", "x-forwarded-for", "10.0.0.1").status())
                .as("nobody's word but a trusted proxy's counts")
                .isEqualTo(403);
        assertThat(other().post("GET / HTTP/1.1\r\n\r\n").status()).isEqualTo(403);
        assertThat(app.heads()).isEmpty();
    }

    @Test
    void whoKnowsThePasswordComesIn() {
        basic(Map.of("user_header", "Remote-User"));
        Answer asked = client().get("/");
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.field("www-authenticate")).isEqualTo("Basic realm=\"Home\", charset=\"UTF-8\"");
        assertThat(asked.body()).contains("password_wanted");
        for (String wrong : List.of(pair("ada:wrong"), pair("eve:secret"), pair("ada"), "Basic", "Bearer secret")) {
            assertThat(client().get("/", "authorization", wrong).status())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(app.heads()).isEmpty();
        Answer let =
                client().get("/", "authorization", pair("ada:secret"), "remote-user", "root", "remote_user", "root");
        assertThat(let.body()).isEqualTo("hi");
        assertThat(lower(app))
                .contains("remote-user: ada\r\n")
                .doesNotContain("root")
                .doesNotContain("authorization");
    }

    @Test
    void aBodyWaitsForThePassword() {
        basic(Map.of());
        Answer let = client().post("x".repeat(100_000), "authorization", pair("ada:secret"));
        assertThat(let.status()).isEqualTo(200);
        assertThat(client().post("GET / HTTP/1.1\r\n\r\n").status()).isEqualTo(401);
        Awaitility.await().until(() -> app.heads().size() == 1);
    }

    @Test
    void thePasswordIsPassedOnIfThatIsWanted() {
        basic(Map.of("pass_authorization", true));
        client().get("/", "authorization", pair("ada:secret"));
        assertThat(app.heads().get(0)).contains(pair("ada:secret"));
    }

    @Test
    void anotherServiceConsents() {
        RawUpstream service = asking(
                saying("HTTP/1.1 200 OK\r\nRemote-User: ada\r\nRemote-Groups: a\r\nRemote-Groups: b\r\nX-Other: 1\r\n"
                        + "Content-Length: 2\r\n\r\nok"),
                Map.of("copy_headers", List.of("Remote-User", "Remote-Groups", "Remote-Email")));
        Speaker.Conversation posted = client().ask(
                        "POST",
                        "/a?b=c",
                        4,
                        "cookie",
                        "a=b",
                        "authorization",
                        "Bearer x",
                        "remote-user",
                        "root",
                        "remote_email",
                        "root",
                        "x-forwarded-uri",
                        "/root",
                        "if-none-match",
                        "\"condition\"");
        posted.send("body");
        posted.end();
        assertThat(posted.answer().body()).isEqualTo("hi");
        assertThat(lower(service))
                .startsWith("get /verify?x=1 http/1.1\r\n")
                .contains("cookie: a=b\r\n")
                .contains("authorization: bearer x\r\n")
                .contains("x-forwarded-method: post\r\n")
                .contains("x-forwarded-host: " + Door.HOST + "\r\n")
                .contains("x-forwarded-uri: /a?b=c\r\n")
                .contains("x-forwarded-for: 127.0.0.1\r\n")
                .contains("x-forwarded-proto: http")
                .doesNotContain("content-length")
                .doesNotContain("condition")
                .doesNotContain("root");
        assertThat(lower(app))
                .contains("remote-user: ada\r\n")
                .contains("remote-groups: a\r\n")
                .contains("remote-groups: b\r\n")
                .contains("authorization: bearer x\r\n")
                .doesNotContain("x-other")
                .doesNotContain("root");
    }

    @Test
    void anotherServiceRefuses() {
        RawUpstream service = asking(
                saying("HTTP/1.1 302 Found\r\nLocation: https://login.test/\r\nSet-Cookie: s=1\r\nSet-Cookie: t=2\r\n"
                        + "Keep-Alive: timeout=5\r\nContent-Length: 5\r\n\r\nlogin"),
                Map.of());
        Answer answer = client().get("/");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.field("location")).isEqualTo("https://login.test/");
        assertThat(answer.field("set-cookie")).isEqualTo("s=1|t=2");
        assertThat(answer.field("keep-alive")).isNull();
        assertThat(answer.field("x-request-id")).isNotNull();
        assertThat(answer.body()).isEqualTo("login");
        assertThat(client().ask("HEAD", "/", Speaker.NONE).answer().status()).isEqualTo(302);
        assertThat(client().get("/").body()).isEqualTo("login");
        assertThat(service.accepted()).as("kept alive").isLessThanOrEqualTo(2);
        assertThat(app.heads()).isEmpty();
    }

    @Test
    void withoutAnAnswerNobodyComesIn() {
        asking(saying("junk\r\n\r\n"), Map.of());
        assertThat(client().get("/").status()).isEqualTo(502);
        asking(wire -> wire.readRequest(), Map.of()).close();
        assertThat(client().get("/").status()).isEqualTo(502);
        asking(
                wire -> {
                    while (wire.readRequest() != null) {
                        continue;
                    }
                },
                Map.of("timeout", "200ms"));
        Answer late = client().get("/");
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.body()).contains("auth_timeout");
        assertThat(app.heads()).isEmpty();
    }

    @Test
    void aClientThatLeavesLeavesNothingBehind() {
        RawUpstream service = asking(
                wire -> {
                    while (wire.readRequest() != null) {
                        continue;
                    }
                },
                Map.of("timeout", "30s"));
        Speaker leaving = other();
        leaving.ask("GET", "/", Speaker.NONE);
        Awaitility.await().until(() -> !service.heads().isEmpty());
        leaving.close();
        Awaitility.await().until(() -> service.openConnections() == 0);
        assertThat(app.heads()).isEmpty();
    }

    @Test
    void addressThenPasswordThenService() {
        RawUpstream service = upstream(saying("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"));
        Map<String, Object> forward = Map.of("url", "http://127.0.0.1:" + service.port() + "/");
        access(Map.of(
                "deny", List.of("127.0.0.1"),
                "basic_auth", Map.of("users", List.of(ADA)),
                "forward_auth", forward));
        assertThat(client().get("/").status()).isEqualTo(403);
        access(Map.of("basic_auth", Map.of("users", List.of(ADA)), "forward_auth", forward));
        assertThat(client().get("/").body()).contains("password_wanted");
        assertThat(service.heads()).isEmpty();
        assertThat(client().get("/", "authorization", pair("ada:secret")).status())
                .isEqualTo(401);
        assertThat(service.heads()).hasSize(1);
    }
}
