package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.testing.RequiredTool;
import dev.sluice.testing.TestCertificate;
import dev.sluice.testing.ToolRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer over TLS by other people's hands: curl asks, openssl answers. */
class PeerTlsToolsTest {

    private static final String NAME = "app.internal.test";

    @TempDir
    Path folder;

    @Test
    void curlReachesOpenssl() throws IOException {
        TestCertificate own = TestCertificate.of(NAME);
        own.writeInto(folder, "app");
        Process server = new ProcessBuilder(
                        RequiredTool.require("openssl").toString(),
                        "s_server",
                        "-accept",
                        "127.0.0.1:0",
                        "-www",
                        "-key",
                        folder.resolve("app.key").toString(),
                        "-cert",
                        folder.resolve("app.crt").toString())
                .redirectErrorStream(true)
                .start();
        try (Door door = Door.open();
                BufferedReader says = server.inputReader()) {
            int port = port(says);
            assertThat(through(door, port, own.chainPem()))
                    .contains("s_server")
                    .contains("TLSv1.3")
                    .endsWith(" 200");
            assertThat(through(door, port, TestCertificate.of(NAME).chainPem())).endsWith(" 503");
        } finally {
            server.destroyForcibly();
        }
    }

    private static int port(BufferedReader says) throws IOException {
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            if (line.startsWith("ACCEPT ")) {
                return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            }
        }
        throw new IOException("openssl s_server: actual no port, expected one");
    }

    private static String through(Door door, int port, String authority) {
        PeerTls tls = new PeerTls(new LanTls(LanTls.Kind.VERIFY, null), NAME, authority);
        door.publish(new Plan(7, Door.HOST)
                .through(new Upstream(
                        new PeerVitals(1),
                        "app",
                        "127.0.0.1",
                        port,
                        true,
                        PeerProtocol.HTTP1,
                        1,
                        new Approach.Https(tls))));
        return ToolRun.of(
                        "curl",
                        List.of(
                                "-sS",
                                "--max-time",
                                "20",
                                "-H",
                                "Host: " + Door.HOST,
                                "-w",
                                " %{http_code}",
                                "http://127.0.0.1:" + door.port() + "/"))
                .output();
    }
}
