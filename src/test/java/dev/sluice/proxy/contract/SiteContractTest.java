package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract on a route that does more than forward. */
class SiteContractTest extends Contract {

    private static final String HELLO =
            "HTTP/1.1 200 OK\r\nServer: app\r\nX-Frame-Options: DENY\r\nX-Old: 1\r\nContent-Length: 2\r\n\r\nhi";

    @SuppressWarnings("NullAway.Init")
    private RawUpstream upstream;

    private Site site = Site.PLAIN;

    private void with(Map<String, ? extends @Nullable Object> features) {
        site = SiteFields.read(features);
        upstream = upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send(HELLO);
            }
        });
        door().publish(new Plan(7, Door.HOST).site(site).through(Door.upstream(1, upstream)));
    }

    @Test
    void maintenanceAnswersInsteadOfThePeers() {
        with(Map.of("maintenance", Map.of("message", "<!doctype html><p>soon", "retry_after_s", 90)));
        Answer answer = client().get("/");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("<!doctype html><p>soon");
        assertThat(answer.field("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.field("retry-after")).isEqualTo("90");
        assertThat(answer.field("x-request-id")).isNotNull();
        assertThat(client().get("/").status()).as("the connection goes on").isEqualTo(503);
        assertThat(upstream.heads()).isEmpty();
    }

    @Test
    void maintenanceTellsProgramsInJson() {
        with(Map.of("maintenance", Map.of("message", "Back at \"nine\".\n", "retry_after_s", 90)));
        Answer answer = client().get("/", "accept", "application/json");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.field("retry-after")).isEqualTo("90");
        assertThat(answer.field("cache-control")).isEqualTo("no-store");
        assertThat(answer.field("content-length"))
                .isEqualTo(Integer.toString(answer.body().length()));
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getMap())
                .containsEntry("status", 503)
                .containsEntry("code", "maintenance")
                .containsEntry("detail", "Back at \"nine\".")
                .containsEntry("request_id", answer.field("x-request-id"));
        assertThat(client().get("/", "accept", "text/html,application/json;q=0.9")
                        .body())
                .isEqualTo("Back at \"nine\".\n");
        assertThat(client().get("/", "accept", "*/*").field("content-type")).isEqualTo("text/plain; charset=utf-8");

        with(Map.of("maintenance", Map.of("message", "<!doctype html><p>soon")));
        assertThat(client().get("/", "accept", "application/problem+json").body())
                .contains("This service is being worked on.")
                .doesNotContain("<p>");
        assertThat(upstream.heads()).isEmpty();
    }

    @Test
    void maintenanceLetsThoseInWhoWorkOnIt() {
        with(Map.of("maintenance", Map.of("allow", List.of("127.0.0.0/8"))));
        assertThat(client().get("/").body()).isEqualTo("hi");
        with(Map.of("maintenance", Map.of("allow", List.of("10.0.0.0/8"))));
        assertThat(client().get("/").status()).isEqualTo(503);
        with(Map.of("maintenance", Map.of("enabled", false)));
        assertThat(client().get("/").status()).isEqualTo(200);
    }

    @Test
    void fieldsOfRequestsAreChanged() {
        with(Map.of(
                "headers",
                Map.of(
                        "request",
                        Map.of(
                                "remove",
                                List.of("X-Secret"),
                                "set",
                                Map.of(
                                        "X-Client",
                                        "{client_ip} {scheme} {host} {method} {path} {query}",
                                        "Host",
                                        "inner"),
                                "add",
                                Map.of("X-More", "2")))));
        client().get("/a/b?c=d", "x-secret", "s", "x-client", "mine", "x-more", "1");
        String request = upstream.heads().get(0).toLowerCase(java.util.Locale.ROOT);
        String scheme = over == Over.HTTP1 || over == Over.HTTP2 ? "http" : "https";
        assertThat(request)
                .doesNotContain("x-secret")
                .doesNotContain("mine")
                .contains("x-client: 127.0.0.1 " + scheme + " " + Door.HOST + " get /a/b c=d")
                .contains("x-more: 1", "x-more: 2")
                .contains("host: inner")
                .contains("x-gateway-target-domain: " + Door.HOST + "");
    }

    @Test
    void fieldsOfAnswersAreChangedWhoeverAnswers() {
        with(Map.of(
                "headers",
                Map.of(
                        "security",
                        true,
                        "response",
                        Map.of("remove", List.of("x-old"), "set", Map.of("X-Robots-Tag", "noindex")))));
        Answer answer = client().get("/");
        assertThat(answer.field("server")).isNull();
        assertThat(answer.field("x-old")).isNull();
        assertThat(answer.field("x-robots-tag")).isEqualTo("noindex");
        assertThat(answer.field("x-frame-options")).isEqualTo("DENY");
        assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
        door().publish(new Plan(7, Door.HOST).site(site).through());
        Answer ours = client().get("/");
        assertThat(ours.status()).isEqualTo(503);
        assertThat(ours.field("x-robots-tag")).isEqualTo("noindex");
        assertThat(ours.field("referrer-policy")).isEqualTo("strict-origin-when-cross-origin");
    }

    @Test
    void aBodyThatNobodyTakesIsNoRequestOfItsOwn() {
        with(Map.of("maintenance", Map.of()));
        Answer answer = client().post("GET / HTTP/1.1\r\n\r\n");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(upstream.heads()).isEmpty();
    }

    private String sentTo(String path) {
        Answer answer = client().get(path);
        assertThat(answer.body()).isEqualTo(answer.field("location") + "\n");
        return answer.status() + " " + answer.field("location");
    }

    @Test
    void clientsAreSentElsewhereAndNeverToAHostOfTheirOwn() {
        with(Map.of(
                "paths",
                Map.of(
                        "redirects",
                        List.of(
                                Map.of("path", "/old/*", "to", "/new{rest}", "status", 301),
                                Map.of("path", "/all/*", "to", "/{rest}"),
                                Map.of("path", "/away", "to", "https://{host}:8443/x?y=z", "status", 308)))));
        assertThat(sentTo("/old/a%20b?c=d")).isEqualTo("301 /new/a%20b?c=d");
        assertThat(sentTo("/old")).isEqualTo("301 /new");
        assertThat(sentTo("/away?q=1")).isEqualTo("308 https://" + Door.HOST + ":8443/x?y=z");
        assertThat(sentTo("/all//evil.example/")).isEqualTo("302 /evil.example/");
        assertThat(sentTo("/all/\\evil.example")).isEqualTo("302 /evil.example");
        assertThat(client().get("/older").body()).isEqualTo("hi");
        assertThat(upstream.heads()).hasSize(1);
    }

    @Test
    void fixedAnswersComeFromNobody() {
        with(Map.of(
                "paths",
                Map.of(
                        "answers",
                        List.of(
                                Map.of("path", "/robots.txt", "body", "Disallow: /"),
                                Map.of("path", "/gone/*", "status", 410),
                                Map.of("path", "/ping", "status", 204)))));
        Answer robots = client().get("/robots.txt?x");
        assertThat(robots.body()).isEqualTo("Disallow: /");
        assertThat(robots.field("content-type")).isEqualTo("text/plain; charset=utf-8");
        Answer head = client().ask("HEAD", "/robots.txt", Speaker.NONE).answer();
        assertThat(head.body()).isEmpty();
        assertThat(head.field("content-length")).isEqualTo("11");
        assertThat(client().get("/gone/for/good").status()).isEqualTo(410);
        assertThat(client().get("/ping").status()).isEqualTo(204);
        assertThat(upstream.heads()).isEmpty();
    }

    @Test
    void whatUpstreamsAnswerOfPathsGetsThePrefixBack() {
        site = SiteFields.read(Map.of("paths", Map.of("strip_prefix", "/app", "restore_prefix", true)));
        upstream = upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 302 Found\r\nLocation: /login?to=/\r\nSet-Cookie: a=1; Path=/; Secure\r\n"
                        + "Set-Cookie: b=2; Path=/x\r\nContent-Length: 0\r\n\r\n");
            }
        });
        door().publish(new Plan(7, Door.HOST).site(site).through(Door.upstream(1, upstream)));
        Answer answer = client().get("/app/x");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.field("location")).isEqualTo("/app/login?to=/");
        assertThat(answer.field("set-cookie")).isEqualTo("a=1; Path=/app; Secure|b=2; Path=/app/x");
        assertThat(client().get("/other").field("location"))
                .as("nothing was stripped")
                .isEqualTo("/login?to=/");
    }

    @Test
    void upstreamsGetAnotherPath() {
        with(Map.of("paths", Map.of("strip_prefix", "/app", "add_prefix", "/v2")));
        for (String path : List.of("/app/a%20b?c", "/app", "/apple", "//app/./x?", "/app/%2e%2e/app/y")) {
            assertThat(client().get(path).status()).isEqualTo(200);
        }
        assertThat(upstream.heads().stream().map(head -> head.split(" ", 3)[1]))
                .containsExactly("/v2/a%20b?c", "/v2", "/v2/apple", "/v2/x?", "/v2/y");
        assertThat(upstream.heads().get(0).toLowerCase(java.util.Locale.ROOT)).contains("x-forwarded-prefix: /app");
        with(Map.of("paths", Map.of("strip_prefix", "/app")));
        client().get("/app");
        client().get("/other//x");
        assertThat(upstream.heads().stream().map(head -> head.split(" ", 3)[1])).containsExactly("/", "/other//x");
    }
}
