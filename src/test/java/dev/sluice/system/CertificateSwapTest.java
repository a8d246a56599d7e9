package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.Handshakes;
import dev.sluice.testing.PeerProcess;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of three names on one port, from files and by the API, exchanged while clients shake hands all the time. */
@Tag("drill")
class CertificateSwapTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int SWAPS = FORM.pick(2, 30);
    private static final int PER_SECOND = FORM.pick(50, 200);

    @TempDir
    static Path files;

    private static Site site;

    @BeforeAll
    static void open() {
        TestCertificate.of("file.test").writeInto(files, "file");
        TestCertificate.of("*.wild.test").writeInto(files, "wild");
        site = new Site(Map.of("SLUICE_CERTS_DIR", files.toString()));
        PeerProcess peer = site.gateway("A");
        List.of("file.test", "api.test", "any.wild.test").forEach(name -> site.pinnedRoute(name, peer));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void noHandshakeFailsWhileTheyAreExchanged() {
        int port = site.sluice().httpsPort();
        TestCertificate first = TestCertificate.of("api.test");
        long shown = site.sluice().show(first);
        try (Handshakes handshakes = Handshakes.start(port, PER_SECOND, "file.test", "api.test", "any.wild.test")) {
            await().atMost(Site.PATIENCE)
                    .until(() -> handshakes.seen("file.test") == 1 && handshakes.hasSeen("api.test", first));
            int before = handshakes.seen("api.test"); // one of an earlier test may still have been shown
            for (int swap = 0; swap < SWAPS; swap++) {
                TestCertificate file = TestCertificate.of("file.test");
                TestCertificate api = TestCertificate.of("api.test");
                file.writeInto(files, "file");
                long next = site.sluice().show(api);
                site.sluice().admin().delete("/api/v1/certificates/" + shown).expect(204);
                shown = next;
                await().atMost(Site.PATIENCE)
                        .until(() -> handshakes.hasSeen("file.test", file) && handshakes.hasSeen("api.test", api));
            }
            int count = handshakes.count();
            await().atMost(Site.PATIENCE).until(() -> handshakes.count() > count + PER_SECOND / 2);
            DrillTable.row(
                    "certificates exchanged " + SWAPS + " times under " + PER_SECOND + " handshakes/s",
                    "0 failed handshakes",
                    handshakes.failed().size() + " of " + handshakes.count() + " failed");
            assertThat(handshakes.failed()).isEmpty();
            assertThat(handshakes.seen("file.test")).isEqualTo(1 + SWAPS);
            assertThat(handshakes.seen("api.test")).isEqualTo(before + SWAPS);
            assertThat(handshakes.seen("any.wild.test")).isEqualTo(1);
        }
        site.sluice().admin().delete("/api/v1/certificates/" + shown).expect(204);
    }

    @Test
    void aSessionIsResumedBeforeAndAfterAnExchange() throws IOException {
        Path session = Files.createTempFile("session", ".pem");
        try {
            assertThat(shakeHands("any.wild.test", "-sess_out", session.toString()))
                    .contains("New, TLSv1.3");
            assertThat(shakeHands("any.wild.test", "-sess_in", session.toString()))
                    .contains("Reused, TLSv1.3");

            TestCertificate other = TestCertificate.of("*.wild.test");
            other.writeInto(files, "wild");
            await().atMost(Site.PATIENCE)
                    .until(() -> shakeHands("any.wild.test", "-showcerts").contains(firstLine(other)));

            assertThat(shakeHands("any.wild.test", "-sess_out", session.toString()))
                    .contains("New, TLSv1.3");
            assertThat(shakeHands("any.wild.test", "-sess_in", session.toString()))
                    .contains("Reused, TLSv1.3");
        } finally {
            Files.delete(session);
        }
    }

    @Test
    void eachNameHasItsOwnCertificateAndAnUnknownOneNone() {
        long api = site.sluice().show(TestCertificate.of("api.test"));
        await().atMost(Site.PATIENCE).until(() -> openssl("api.test").exit() == 0);
        assertThat(shakeHands("file.test")).contains("subject=CN = file.test");
        assertThat(shakeHands("api.test")).contains("subject=CN = api.test");
        assertThat(shakeHands("any.wild.test")).contains("subject=CN = *.wild.test");
        assertThat(openssl("unknown.test").output()).contains("unrecognized name");
        site.sluice().admin().delete("/api/v1/certificates/" + api).expect(204);
    }

    /** The first 64 letters of the certificate itself. */
    private static String firstLine(TestCertificate certificate) {
        return certificate.chainPem().lines().skip(1).findFirst().orElseThrow();
    }

    /** One handshake with a GET after it, so that the tickets that a server sends late are there. */
    private static String shakeHands(String name, String... options) {
        String output = openssl(name, options).succeeded();
        assertThat(output).contains("HTTP/1.1 200");
        return output;
    }

    private static ToolRun openssl(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "s_client",
                "-connect",
                "127.0.0.1:" + site.sluice().httpsPort(),
                "-servername",
                name,
                "-alpn",
                "http/1.1",
                "-ign_eof"));
        arguments.addAll(List.of(options));
        return ToolRun.of("openssl", "GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n", arguments);
    }
}
