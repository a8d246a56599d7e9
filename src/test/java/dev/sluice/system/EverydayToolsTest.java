package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Http2Text;
import dev.sluice.testing.RequiredTool;
import dev.sluice.testing.TestCertificate;
import dev.sluice.testing.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people have at hand, against the running program: each speaks to it in every way that it can. */
class EverydayToolsTest {

    private static final int REQUESTS = 400;

    @TempDir
    static Path directory;

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        // It is the end of a connection that ends openssl, and HTTP/2 connections end only when they were idle for
        // long.
        site = new Site(Map.of("SLUICE_HTTP_H2C", "true", "SLUICE_PROXY_KEEP_ALIVE_TIMEOUT", "2s"));
        TestCertificate certificate = TestCertificate.of("app.test");
        Files.writeString(directory.resolve("trusted.pem"), certificate.chainPem());
        site.sluice().show(certificate);
        site.serveInClearToo(site.pinnedRoute("app.test", site.gateway("A")));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void curl() {
        assertThat(curl("http", "--http1.1")).isEqualTo("1.1 200 A");
        assertThat(curl("http", "--http1.0")).isEqualTo("1 200 A");
        assertThat(curl("http", "--http2-prior-knowledge")).isEqualTo("2 200 A");
        assertThat(curl("https", "--http1.1")).isEqualTo("1.1 200 A");
        assertThat(curl("https", "--http2")).isEqualTo("2 200 A");
        assertThat(curl("https", "--http2", "--tls-max", "1.2")).isEqualTo("2 200 A");
        assertThat(curl("https", "--http2", "--data", "x=" + "y".repeat(50_000)))
                .isEqualTo("2 200 A");
    }

    private static String curl(String scheme, String... options) {
        int port = port(scheme);
        List<String> arguments = new ArrayList<>(List.of(
                "--silent",
                "--show-error",
                "--max-time",
                "20",
                "--resolve",
                "app.test:" + port + ":127.0.0.1",
                "--cacert",
                directory.resolve("trusted.pem").toString(),
                "--output",
                directory.resolve("body").toString(),
                "--write-out",
                "%{http_version} %{http_code} %header{x-peer}"));
        arguments.addAll(List.of(options));
        arguments.add(scheme + "://app.test:" + port + "/");
        return ToolRun.of("curl", arguments).succeeded();
    }

    @Test
    void openssl() {
        String get = "GET / HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\n\r\n";
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            assertThat(openssl(get, "http/1.1", version))
                    .contains("Verify return code: 0 (ok)", "ALPN protocol: http/1.1", "HTTP/1.1 200");
        }
        ToolRun old = ToolRun.of("openssl", List.of("s_client", "-connect", https(), "-tls1_1"));
        assertThat(old.exit()).as(old.output()).isNotZero();
    }

    /** A whole request in frames, its fields as they are (RFC 7541 6.2.2), since the tool itself knows nothing of HTTP/2. */
    @Test
    void opensslInHttp2() {
        String fields = Http2Text.field(":method", "GET")
                + Http2Text.field(":scheme", "https")
                + Http2Text.field(":authority", "app.test")
                + Http2Text.field(":path", "/seen?by=openssl");
        String settings = Http2Text.frame(4, 0, 0, "");
        String headers = Http2Text.frame(1, 0x5, 1, fields); // END_STREAM and END_HEADERS
        assertThat(openssl(Http2Text.PREFACE + settings + headers, "h2"))
                .contains("Verify return code: 0 (ok)", "ALPN protocol: h2", "\"target\":\"/seen?by=openssl\"");
    }

    private static String openssl(String said, String alpn, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "s_client",
                "-connect",
                https(),
                "-servername",
                "app.test",
                "-verify_hostname",
                "app.test",
                "-verify_return_error",
                "-CAfile",
                directory.resolve("trusted.pem").toString(),
                "-alpn",
                alpn,
                "-ign_eof"));
        arguments.addAll(List.of(options));
        return ToolRun.of("openssl", said, arguments).succeeded();
    }

    private static String https() {
        return "127.0.0.1:" + port("https");
    }

    @Test
    void h2load() {
        assertThat(h2load("https")).contains("Application protocol: h2\n");
        assertThat(h2load("https", "--h1")).contains("Application protocol: http/1.1\n");
        assertThat(h2load("http")).contains("Application protocol: h2c\n");
        assertThat(h2load("http", "--h1")).contains("Application protocol: http/1.1\n");
    }

    private static String h2load(String scheme, String... options) {
        int port = port(scheme);
        List<String> arguments = new ArrayList<>(
                List.of("-n", Integer.toString(REQUESTS), "-c", "4", "-m", "20", "--connect-to=127.0.0.1:" + port));
        arguments.addAll(List.of(options));
        arguments.add(scheme + "://app.test:" + port + "/");
        String said = ToolRun.of("h2load", arguments).succeeded();
        assertThat(said).contains(REQUESTS + " succeeded, 0 failed, 0 errored, 0 timeout");
        return said;
    }

    @Test
    void aBrowser() {
        assertThat(browser("http")).contains("\"x-forwarded-proto\":\"http\"", "\"via\":\"1.1 sluice\"");
        assertThat(browser("https")).contains("\"x-forwarded-proto\":\"https\"", "\"via\":\"2.0 sluice\"");
        assertThat(browser("https", "--disable-http2"))
                .contains("\"x-forwarded-proto\":\"https\"", "\"via\":\"1.1 sluice\"");
    }

    /** The page as it stands in the end, which here is what the peer has seen. */
    private static String browser(String scheme, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--ignore-certificate-errors",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + directory.resolve("profile"),
                "--host-resolver-rules=MAP app.test 127.0.0.1",
                "--dump-dom"));
        arguments.addAll(List.of(options));
        arguments.add(scheme + "://app.test:" + port(scheme) + "/seen?by=a-browser");
        String page = ToolRun.of(RequiredTool.browser(), arguments).succeeded();
        assertThat(page).contains("\"peer\":\"A\"", "\"target\":\"/seen?by=a-browser\"");
        return page;
    }

    private static int port(String scheme) {
        return scheme.equals("https")
                ? site.sluice().httpsPort()
                : site.sluice().httpPort();
    }
}
