package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.auth.PasswordHash;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Stickiness;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerCapacity;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Sticky;
import dev.sluice.core.site.NearestPages;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.ToolRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What routes do beside forwarding, in other people's hands: those of curl. */
class SiteToolsTest {

    private static final String STATUS_AND_TYPE = "|%{http_code} %header{content-type}";

    @SuppressWarnings("NullAway.Init")
    private static Door door;

    @BeforeAll
    static void open() {
        door = Door.open(options -> options.withH2c(true).withPasswords(PasswordHash::matches));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static String curl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-sS", "--max-time", "20", "-H", "Host: " + Door.HOST));
        all.addAll(List.of(arguments));
        return ToolRun.of("curl", all).output();
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + door.port() + path;
    }

    private static String status(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        return curl(all.toArray(String[]::new));
    }

    private static Plan with(Map<String, ?> features, Upstream... upstreams) {
        return new Plan(7, Door.HOST).site(SiteFields.read(features)).through(upstreams);
    }

    @Test
    void passwordsAndAddressesSayWhoComesIn() {
        String hash = PasswordHash.bcrypt("open sesame");
        Map<String, Object> user = Map.of("name", "ada", "password_hash", hash);
        try (RawUpstream app = RawUpstream.sending("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nin")) {
            door.publish(with(
                    Map.of("access", Map.of("basic_auth", Map.of("users", List.of(user)))), Door.upstream(1, app)));
            assertThat(status(url("/"))).isEqualTo("401");
            assertThat(status("-u", "ada:open says me", url("/"))).isEqualTo("401");
            for (String version : List.of("--http1.1", "--http2-prior-knowledge")) {
                assertThat(curl(version, "-u", "ada:open sesame", url("/"))).isEqualTo("in");
            }
            door.publish(with(Map.of("access", Map.of("deny", List.of("127.0.0.0/8"))), Door.upstream(1, app)));
            assertThat(status(url("/"))).isEqualTo("403");
        }
    }

    @Test
    void redirectsAreFollowedAndPrefixesGo() {
        try (RawUpstream app = RawUpstream.sending("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")) {
            Map<String, Object> old = Map.of("path", "/old/*", "to", "/app/new{rest}", "status", 308);
            Map<String, Object> ping = Map.of("path", "/ping", "body", "pong");
            door.publish(with(
                    Map.of(
                            "paths",
                            Map.of("strip_prefix", "/app", "redirects", List.of(old), "answers", List.of(ping))),
                    Door.upstream(1, app)));
            assertThat(curl("-L", "-w", "|%{url_effective}", url("/old/a?b=c")))
                    .isEqualTo("hi|" + url("/app/new/a?b=c"));
            assertThat(app.heads().get(0)).startsWith("GET /new/a?b=c HTTP/1.1\r\n");
            assertThat(curl(url("/ping"))).isEqualTo("pong");
            assertThat(app.heads()).hasSize(1);
        }
    }

    @Test
    void anApplicationBehindAPrefixLogsInWithACookie(@TempDir Path directory) {
        String jar = directory.resolve("jar").toString();
        try (RawUpstream app = RawUpstream.open(wire -> {
            for (Wire.Message asked = wire.readRequest(); asked != null; asked = wire.readRequest()) {
                boolean known = asked.head().toLowerCase(Locale.ROOT).contains("cookie: session=1");
                wire.send(
                        known
                                ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nin"
                                : "HTTP/1.1 303 See Other\r\nLocation: /home\r\nSet-Cookie: session=1; Path=/\r\n"
                                        + "Content-Length: 0\r\n\r\n");
            }
        })) {
            Map<String, Object> rules = Map.of("strip_prefix", "/app", "restore_prefix", true);
            door.publish(with(Map.of("paths", rules), Door.upstream(1, app)));
            assertThat(curl("-L", "-c", jar, "-b", jar, "-w", "|%{url_effective}", url("/app/login")))
                    .isEqualTo("in|" + url("/app/home"));
            assertThat(app.heads().get(1)).startsWith("GET /home HTTP/1.1\r\n");
        }
    }

    @Test
    void fieldsAreChangedBothWays() {
        try (RawUpstream app =
                RawUpstream.sending("HTTP/1.1 200 OK\r\nServer: app\r\nX-Old: 1\r\nContent-Length: 2\r\n\r\nhi")) {
            Map<String, Object> request = Map.of("set", Map.of("X-From", "{client_ip}"), "remove", List.of("Accept"));
            Map<String, Object> response = Map.of("remove", List.of("X-Old"), "add", Map.of("X-New", "{host}"));
            door.publish(with(
                    Map.of("headers", Map.of("request", request, "response", response, "security", true)),
                    Door.upstream(1, app)));
            String head = curl("-i", url("/")).toLowerCase(Locale.ROOT);
            assertThat(head)
                    .contains("x-new: " + Door.HOST, "x-frame-options: sameorigin")
                    .doesNotContain("x-old", "server:");
            assertThat(app.heads().get(0).toLowerCase(Locale.ROOT))
                    .contains("x-from: 127.0.0.1")
                    .doesNotContain("accept:");
        }
    }

    @Test
    void aCookieKeepsTheClientOnItsMember(@TempDir Path directory) {
        String jar = directory.resolve("jar").toString();
        try (RawUpstream one = RawUpstream.saying("one");
                RawUpstream two = RawUpstream.saying("two")) {
            Upstream first = Door.upstream(1, one);
            Upstream second = Door.upstream(2, two);
            Stamp stamp = Stamp.created(Instant.EPOCH, 1);
            Pool pool = new Pool(3, "p", PoolMode.FAILOVER, null, 0, Failback.AUTO, null, true, List.of(), stamp);
            Stickiness sticky = new Stickiness(new Sticky("stay", null), pool, List.of(peer(1, stamp), peer(2, stamp)));
            Plan plan = new Plan(7, Door.HOST)
                    .policy(Policy.of(LoadBalancingPolicy.ROUND_ROBIN))
                    .stickiness(sticky)
                    .through(first, second);
            door.publish(plan);
            String served = curl("-c", jar, url("/"));
            for (int i = 0; i < 4; i++) {
                assertThat(curl("-b", jar, url("/"))).isEqualTo(served);
            }
            assertThat(List.of(curl(url("/")), curl(url("/")))).containsExactlyInAnyOrder("one", "two");
        }
    }

    @Test
    void whoDoesNotFitIsToldToComeAgain() {
        CountDownLatch held = new CountDownLatch(1);
        try (RawUpstream app = RawUpstream.open(wire -> {
            while (wire.readRequest() != null) {
                held.await(10, TimeUnit.SECONDS);
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nheld");
            }
        })) {
            Upstream full = Door.upstream(1, app);
            full.vitals().capacity(new PeerCapacity(1, 0, Duration.ofSeconds(1)));
            door.publish(new Plan(7, Door.HOST).through(full));
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> curl(url("/")));
            Awaitility.await().until(() -> full.vitals().inFlight() == 1);
            assertThat(curl("-w", "|%{http_code} %header{retry-after}", url("/")))
                    .contains("upstream_busy")
                    .endsWith("|503 1");
            held.countDown();
            assertThat(first.join()).isEqualTo("held");
        }
    }

    private static Peer peer(long id, Stamp stamp) {
        return new Peer(
                id,
                "gw-" + id,
                "",
                PeerType.GATEWAY,
                "127.0.0.1",
                1,
                null,
                Peer.DEFAULT_API_PORT,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                Probe.DEFAULT,
                stamp);
    }

    @Test
    void allRoutesAreClosedAtOnce() {
        door.everywhere(SiteFields.read(Map.of("maintenance", Map.of("message", "at nine", "retry_after_s", 60))));
        door.publish(new Plan(7, Door.HOST));
        assertThat(curl("-w", "|%{http_code} %header{retry-after}", url("/"))).isEqualTo("at nine|503 60");
        assertThat(curl("-H", "Accept: application/json", "-w", STATUS_AND_TYPE, url("/")))
                .contains("\"detail\":\"at nine\"")
                .endsWith("|503 application/problem+json");
        door.everywhere(Site.PLAIN);
    }

    @Test
    void anErrorPageIsReadByPeopleAndJsonByPrograms() {
        Site pages = SiteFields.read(Map.of(
                "error_pages",
                Map.of("pages", List.of(Map.of("statuses", List.of("5xx"), "html", "<p>{status} at {host}")))));
        door.publish(new Plan(7, Door.HOST).pages(NearestPages.of(pages)));
        for (String version : List.of("--http1.1", "--http2-prior-knowledge")) {
            assertThat(curl(version, "-w", STATUS_AND_TYPE, url("/")))
                    .isEqualTo("<p>503 at " + Door.HOST + "|503 text/html; charset=utf-8");
            assertThat(curl(version, "-H", "Accept: application/json", "-w", STATUS_AND_TYPE, url("/")))
                    .contains("\"code\":\"outage\"")
                    .endsWith("|503 application/problem+json");
            assertThat(curl(version, "-I", url("/")))
                    .contains("content-length: " + ("<p>503 at " + Door.HOST).length());
        }
    }
}
