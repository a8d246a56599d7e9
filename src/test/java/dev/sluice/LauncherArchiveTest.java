package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's class archive: what a Java learned in one start makes the next ones quicker. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LauncherArchiveTest {

    private LauncherSandbox machine;
    private Path java;

    @BeforeEach
    void prepare(@TempDir Path directory) throws Exception {
        machine = new LauncherSandbox(directory);
        machine.built();
        java = machine.jdk("a", "21.0.7");
    }

    @Test
    void theFirstStartOfAJavaMakesItAndTheSecondDoesNot() throws Exception {
        Files.delete(machine.archive(21));

        LauncherSandbox.Ended first = machine.run("run");
        LauncherSandbox.Ended second = machine.run("run");

        assertThat(first.errors()).isEqualTo("Preparing for quick starts (once) ... done\n");
        assertThat(second.errors()).isEmpty();
        assertThat(LauncherSandbox.archiveCalls(java)).singleElement().satisfies(call -> assertThat(call)
                .contains("-XX:+UseParallelGC")
                .endsWith(" run"));
        assertThat(first.output()).isEqualTo(second.output().replaceAll("pid=\\d+", pid(first)));
        assertThat(second.output())
                .contains(
                        "argument=-XX:SharedArchiveFile=" + machine.archive(21).toRealPath());
    }

    @Test
    void java25KeepsWhichCodeWasHotToo() throws Exception {
        Path newer = machine.jdk("b", "25.0.3");
        Files.delete(machine.archive(25));

        assertThat(machine.run("run").output())
                .contains("argument=-XX:AOTCache=" + machine.archive(25).toRealPath());
        assertThat(LauncherSandbox.archiveCalls(newer)).singleElement().satisfies(call -> assertThat(call)
                .contains("-XX:AOTCacheOutput="));
    }

    @Test
    void itIsMadeAgainForANewProgram() throws Exception {
        Files.setLastModifiedTime(
                machine.archive(21), FileTime.from(Instant.now().minusSeconds(3600)));

        machine.run("run");

        assertThat(LauncherSandbox.archiveCalls(java)).hasSize(1);
    }

    @Test
    void aJavaThatMakesNoneIsAskedOnce() throws Exception {
        Files.delete(machine.archive(21));
        LauncherSandbox.makesNoArchive(java);

        LauncherSandbox.Ended first = machine.run("run");
        LauncherSandbox.Ended second = machine.run("run");

        assertThat(first.errors()).contains("not possible; it works without");
        assertThat(first.code()).isZero();
        assertThat(second.errors()).isEmpty();
        assertThat(second.output()).doesNotContain("SharedArchiveFile");
        assertThat(LauncherSandbox.archiveCalls(java)).hasSize(1);
    }

    private static String pid(LauncherSandbox.Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.startsWith("pid="))
                .findFirst()
                .orElseThrow();
    }
}
