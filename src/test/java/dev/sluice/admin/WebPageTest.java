package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The web page over HTTP: what is served, to whom, for how long, and under which policy. */
class WebPageTest {

    private static ApiServer api;
    private static PageReader page;

    @BeforeAll
    static void open() {
        api = new ApiServer();
        page = new PageReader(api.port());
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    void everyPageIsTheSameIndexAndNeedsNoToken() {
        HttpResponse<byte[]> start = page.get("/");

        assertThat(start.statusCode()).isEqualTo(200);
        assertThat(PageReader.header(start, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(new String(start.body(), StandardCharsets.UTF_8)).doesNotContain("{{ui}}", "import map -->");
        for (String path : List.of(
                "/welcome",
                "/login",
                "/peers",
                "/peers/17",
                "/gateway-pools",
                "/gateway-pools/3/members",
                "/routes",
                "/routes/",
                "/timeline",
                "/drills",
                "/logs",
                "/settings")) {
            assertThat(page.get(path).body()).as(path).isEqualTo(start.body());
        }
    }

    @Test
    void thePolicyAllowsTheImportMapAndNoOtherInlineScript() throws Exception {
        HttpResponse<byte[]> start = page.get("/");
        Matcher map = PageReader.MAP.matcher(new String(start.body(), StandardCharsets.UTF_8));
        assertThat(map.find()).isTrue();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));

        assertThat(PageReader.header(start, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self' 'sha256-"
                        + Base64.getEncoder().encodeToString(digest)
                        + "'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none';"
                        + " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                        + " trusted-types lit-html");
        assertThat(PageReader.header(start, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(PageReader.header(start, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(PageReader.header(start, "Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void anIndexThatIsKnownIsNotSentAgain() {
        HttpResponse<byte[]> start = page.get("/", "Accept-Encoding", "gzip");
        String tag = PageReader.header(start, "ETag");

        assertThat(PageReader.header(start, "Cache-Control")).isEqualTo("no-cache");
        assertThat(tag).matches("W/\"[0-9a-f]{16}\"");
        HttpResponse<byte[]> again = page.get("/peers", "If-None-Match", "\"other\", " + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(PageReader.header(again, "ETag")).isEqualTo(tag);
        assertThat(PageReader.header(again, "Cache-Control")).isEqualTo("no-cache");
        assertThat(page.get("/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void everyFileOfOursIsServedForEver() throws IOException {
        String base = page.base();
        Map<String, String> types = Map.of(
                "js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

        assertThat(WebPageLinksTest.ours()).contains("app.js", "favicon.svg").allSatisfy(file -> {
            HttpResponse<byte[]> answer = page.get(base + file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Files.readAllBytes(Path.of("src/main/resources/ui", file)));
            assertThat(PageReader.header(answer, "Content-Type"))
                    .isEqualTo(types.get(file.substring(file.lastIndexOf('.') + 1)));
            assertThat(PageReader.header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(PageReader.header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(PageReader.header(answer, "Vary")).isEqualTo("Accept-Encoding");
        });
    }

    @Test
    void whatCanBeCompressedIsForThoseWhoTakeIt() throws IOException {
        String pico = page.base() + "lib/pico.min.css";
        byte[] plain = page.get(pico).body();

        HttpResponse<byte[]> zipped = page.get(pico, "Accept-Encoding", "br, gzip;q=0.8");
        assertThat(PageReader.header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.body()).hasSizeLessThan(plain.length / 4);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain);
        for (String refusing : List.of("br", "gzip;q=0", "x-gzip-like", "identity")) {
            HttpResponse<byte[]> answer = page.get(pico, "Accept-Encoding", refusing);
            assertThat(PageReader.header(answer, "Content-Encoding"))
                    .as(refusing)
                    .isEmpty();
            assertThat(answer.body()).isEqualTo(plain);
        }
    }

    @Test
    void aHeadIsAGetWithoutItsBody() {
        String script = page.base() + "app.js";
        for (String path : List.of("/", script)) {
            HttpResponse<byte[]> head = page.ask("HEAD", path, "Accept-Encoding", "gzip");
            HttpResponse<byte[]> get = page.get(path, "Accept-Encoding", "gzip");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(PageReader.header(head, "Content-Length"))
                    .isEqualTo(PageReader.header(get, "Content-Length"))
                    .isEqualTo(String.valueOf(get.body().length));
            assertThat(PageReader.header(head, "Content-Type")).isEqualTo(PageReader.header(get, "Content-Type"));
        }
    }

    @Test
    void nothingElseIsServed() {
        String base = page.base();
        for (String path : List.of(
                "/ui",
                "/ui/",
                base,
                base.substring(0, base.length() - 1),
                base + "index.html",
                base + "lib/",
                base + "lib/lit/package.json",
                base + "lib/lit-html/directives/unsafe-html.js",
                base + "lib/pico.css",
                base + "app.js/",
                base + "//app.js",
                "/ui/0123456789abcdef/app.js",
                "/ui/app.js",
                "/app.js",
                "/index.html",
                "/peersx",
                "/peers/a.b",
                "/admin/openapi.yaml",
                "/db/0001_initial.sql")) {
            HttpResponse<byte[]> answer = page.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(PageReader.header(answer, "Cache-Control")).isEqualTo("no-store");
            assertThat(PageReader.header(answer, "Content-Type")).isEqualTo("application/problem+json");
        }
        for (String path : List.of(base + "%2e%2e/admin/openapi.yaml", base + "..%2fadmin/openapi.yaml")) {
            assertThat(page.get(path).statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void noOtherMethodIsPossible() {
        for (String path : List.of("/", "/peers", page.base() + "app.js", "/favicon.ico")) {
            HttpResponse<byte[]> answer = page.ask("POST", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(405);
            assertThat(PageReader.header(answer, "Allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void browsersThatAskForAnIconGetOne() {
        HttpResponse<byte[]> icon = page.get("/favicon.ico");
        assertThat(icon.statusCode()).isEqualTo(200);
        assertThat(PageReader.header(icon, "Content-Type")).isEqualTo("image/svg+xml");
        assertThat(icon.body()).isEqualTo(page.get(page.base() + "favicon.svg").body());
    }

    @Test
    void otherNamesAndPagesOfOthersGetNothing() {
        String[] foreign = {"Origin", "http://evil.example"};
        assertThat(page.get("/", foreign).statusCode()).isEqualTo(403);
        assertThat(page.get(page.base() + "app.js", foreign).statusCode()).isEqualTo(403);
        assertThat(api.raw("GET", "/", null, io.vertx.core.buffer.Buffer.buffer(), "Host", "evil.example")
                        .status())
                .isEqualTo(403);
    }
}
