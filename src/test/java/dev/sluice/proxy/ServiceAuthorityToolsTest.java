package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.mirror.MirrorCounts;
import dev.sluice.core.mirror.MirrorCounts.Outcome;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.site.Mirror;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.testing.ToolRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Services over HTTPS whose authority nobody but the operator knows, while curl asks for what stands behind them. */
class ServiceAuthorityToolsTest {

    private static final TestPairing OURS = new TestPairing();
    private static final String THEIRS = new TestPairing().authorityPem();

    @SuppressWarnings("NullAway.Init")
    private static Door door;

    private final RawUpstream app = RawUpstream.saying("hi");
    private final RawUpstream service =
            RawUpstream.openTls(OURS.context(OURS.host("127.0.0.1")), RawUpstream.saying200("ok"));

    @BeforeAll
    static void open() {
        door = Door.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @AfterEach
    void stop() {
        service.close();
        app.close();
    }

    /** Status and body of what curl gets. */
    private static String curl() {
        String url = "http://127.0.0.1:" + door.port() + "/";
        return ToolRun.of(
                        "curl",
                        List.of("-sS", "--max-time", "20", "-H", "Host: " + Door.HOST, "-w", "|%{http_code}", url))
                .output();
    }

    private static Map<String, Object> service(RawUpstream at, @Nullable String authorities) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("url", "https://127.0.0.1:" + at.port());
        if (authorities != null) {
            fields.put("ca", authorities);
        }
        return fields;
    }

    private String asked(RawUpstream at, @Nullable String authorities) {
        door.publish(new Plan(7, Door.HOST)
                .site(SiteFields.read(Map.of("access", Map.of("forward_auth", service(at, authorities)))))
                .through(Door.upstream(1, app)));
        return curl();
    }

    @Test
    void whoDecidesIsBelievedByItsAuthorityAlone() {
        for (int i = 0; i < 2; i++) { // each edit counts at once, whatever connections are open
            assertThat(asked(service, OURS.authorityPem())).isEqualTo("hi|200");
            assertThat(asked(service, THEIRS)).contains("auth_unreachable").endsWith("|502");
            assertThat(asked(service, null)).contains("auth_unreachable").endsWith("|502");
        }
        assertThat(asked(service, THEIRS + OURS.authorityPem())).isEqualTo("hi|200");
        assertThat(service.heads()).hasSize(3);
        assertThat(app.heads()).hasSize(3);
    }

    @Test
    void itsCertificateHasToBeForItsName() {
        try (RawUpstream other =
                RawUpstream.openTls(OURS.context(OURS.host("127.0.0.2")), RawUpstream.saying200("ok"))) {
            assertThat(asked(other, OURS.authorityPem())).endsWith("|502");
            assertThat(other.heads()).isEmpty();
        }
    }

    @Test
    void aMirrorGetsCopiesIfItsAuthorityIsNamed() {
        MirrorCounts counts = new MirrorCounts();
        for (int i = 1; i <= 2; i++) {
            assertCopied(counts, OURS.authorityPem(), Outcome.ANSWERED, i);
            assertCopied(counts, THEIRS, Outcome.FAILED, 2L * i - 1);
            assertCopied(counts, null, Outcome.FAILED, 2L * i);
        }
        assertThat(service.heads()).hasSize(2).allMatch(head -> head.startsWith("GET / HTTP/1.1\r\n"));
        assertThat(app.heads()).hasSize(6);
    }

    private void assertCopied(MirrorCounts counts, @Nullable String authorities, Outcome outcome, long times) {
        Mirror terms =
                SiteFields.read(Map.of("mirror", service(service, authorities))).of(Mirror.class);
        door.publish(new Plan(7, Door.HOST)
                .mirror(new Mirroring(Objects.requireNonNull(terms), counts))
                .through(Door.upstream(1, app)));
        assertThat(curl()).isEqualTo("hi|200");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> counts.counted(outcome) == times && counts.inFlight() == 0);
    }
}
