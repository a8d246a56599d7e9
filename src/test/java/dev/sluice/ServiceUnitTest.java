package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LauncherSandbox.Ended;
import dev.sluice.testing.RequiredTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** systemd itself has nothing to object to in the service unit. */
class ServiceUnitTest {

    private static final Path UNIT = Path.of("conf/sluice.service");

    @Test
    void systemdFindsNothingWrong() throws Exception {
        assertThat(verify(UNIT)).isEqualTo(new Ended(0, "", ""));
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
