package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LauncherSandbox.Ended;
import dev.sluice.testing.RequiredTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** systemd itself has nothing to object to in the service units. */
class ServiceUnitTest {

    private static final Path UNIT = Path.of("conf/sluice.service");

    @ParameterizedTest
    @ValueSource(strings = {"conf/sluice.service", "conf/sluice-agent.service"})
    void systemdFindsNothingWrong(String unit) throws Exception {
        assertThat(verify(Path.of(unit))).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void systemdWouldObjectToAnUnknownSetting(@TempDir Path directory) throws Exception {
        Path broken = directory.resolve("sluice.service");
        Files.writeString(broken, Files.readString(UNIT).replace("LimitNOFILE=", "LimitNOFILES="));
        assertThat(verify(broken).errors()).contains("LimitNOFILES");
    }

    private static Ended verify(Path unit) throws Exception {
        String analyze = RequiredTool.require("systemd-analyze").toString();
        return LauncherSandbox.end(new ProcessBuilder(analyze, "verify", unit.toString()).start());
    }
}
