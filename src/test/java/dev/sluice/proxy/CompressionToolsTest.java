package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.Compression;
import dev.sluice.core.site.ContentCoding;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.testing.ToolRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compressed answers read by other people's hands: those of curl. */
class CompressionToolsTest {

    private static final String TEXT = "All answers are equal, but some are smaller.\n".repeat(2000);

    @Test
    void curlReadsEachCoding() {
        try (RawUpstream a = RawUpstream.sending("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                        + TEXT.length() + "\r\n\r\n" + TEXT);
                Door door = Door.open(options -> options.withH2c(true))) {
            door.publish(new Plan(7, Door.HOST)
                    .site(Site.PLAIN.with("compression", Compression.DEFAULT))
                    .through(Door.upstream(1, a)));
            for (ContentCoding coding : ContentCoding.values()) {
                for (String version : List.of("--http1.1", "--http2-prior-knowledge")) {
                    assertThat(asked(door, version, coding.wire()))
                            .as("%s, %s", coding, version)
                            .isEqualTo(TEXT + "|" + coding.wire());
                }
            }
            assertThat(asked(door, "--http1.0", "gzip")).isEqualTo(TEXT + "|");
        }
    }

    /** curl takes any coding that it can read, whatever the field says. */
    private static String asked(Door door, String version, String accepted) {
        return ToolRun.of(
                        "curl",
                        List.of(
                                "-sS",
                                "--max-time",
                                "20",
                                version,
                                "--compressed",
                                "-H",
                                "Accept-Encoding: " + accepted,
                                "-H",
                                "Host: " + Door.HOST,
                                "-w",
                                "|%header{content-encoding}",
                                "http://127.0.0.1:" + door.port() + "/"))
                .output();
    }
}
