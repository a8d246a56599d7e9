package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.demo.Demo;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.SluiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration holds what it shows, on the program as it is and with agents as they are. */
class DemoTest {

    private static final Demo.Pace QUICK = new Demo.Pace(Duration.ofMillis(500), 1);

    @Test
    void anAgentIsKilledUnderLiveRequestsAndNoneFails(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        boolean held;
        try (SluiceProcess sluice = SluiceProcess.start(Map.of(
                        "SLUICE_AGENT_HOST", "127.0.0.1", "SLUICE_AGENT_PORT", Integer.toString(FreePort.next())));
                Demo demo = new Demo(
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        sluice.httpPort(),
                        URI.create("http://127.0.0.1:" + sluice.admin().port() + "/api/v1"),
                        SluiceProcess.TOKEN,
                        directory,
                        QUICK)) {
            held = demo.play();
        }
        String account = told.toString(StandardCharsets.UTF_8);
        assertThat(held).as(account).isTrue();
        assertThat(account)
                .contains("On Home: ./sluice agent --server https://127.0.0.1:")
                .contains("paired by their codes")
                .contains("DS918 serves, cause home_down")
                .containsPattern("Failback after [0-9.]+ s: Home serves")
                .containsPattern("\\* \\d+ requests, 0 failed")
                .doesNotContain(SluiceProcess.TOKEN);
        assertThat(account.lines().filter(line -> line.contains("--pair ")))
                .hasSize(2)
                .allMatch(line -> line.endsWith("..."));
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains("DemoAgent"));
    }
}
