package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
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

    private void with(Map<String, ? extends @Nullable Object> features) {
        Site site = SiteFields.read(features);
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
        upstream.kill();
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
}
