package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LauncherSandbox.Ended;
import dev.sluice.testing.RequiredTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher picks the right Java, gives it the right flags, and leaves the process to it. */
class LauncherTest {

    private LauncherSandbox machine;

    @BeforeEach
    void builtAlready(@TempDir Path directory) throws Exception {
        machine = new LauncherSandbox(directory);
        machine.built();
    }

    @Test
    void theNewestJavaWins() throws Exception {
        machine.environment.put("JAVA_HOME", machine.jdk("c", "17.0.15").toString());
        machine.jdk("a", "11.0.2");
        machine.jdk("b", "25.0.3");
        machine.jdk("d", "21");
        assertThat(machine.run().output()).contains("java=25.0.3");
    }

    @Test
    void amongEquallyNewOnesJavaHomeWins() throws Exception {
        machine.jdk("a", "25.0.1");
        machine.environment.put(
                "JAVA_HOME",
                machine.jre(machine.root.resolve("my own"), "25.0.2").toString());
        assertThat(machine.run().output()).contains("java=25.0.2");
    }

    @Test
    void theJavaInThePathIsFoundBehindItsLinks() throws Exception {
        Path home = machine.jre(machine.root.resolve("elsewhere"), "21.0.1");
        Path alternative = Files.createSymbolicLink(machine.root.resolve("alternative"), home.resolve("bin/java"));
        Files.createSymbolicLink(machine.path.resolve("java"), alternative);
        assertThat(machine.run().output()).contains("java=21.0.1");
    }

    @Test
    void aJavaWithoutReleaseFileIsAsked() throws Exception {
        Path home = machine.jdk("a", "17.0.1");
        Files.delete(home.resolve("release"));
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"18-ea\" 2022' >&2\n");
        assertThat(machine.run().code()).isZero();
    }

    @Test
    void anExplicitJavaIsUsedThoughOlder() throws Exception {
        machine.jdk("new", "25");
        machine.environment.put("SLUICE_JAVA_HOME", machine.jdk("old", "17.0.9").toString());
        assertThat(machine.run().output()).contains("java=17.0.9");
    }

    @Test
    void anExplicitJavaThatIsTooOldIsRefused() throws Exception {
        machine.jdk("new", "25");
        Path old = machine.jdk("old", "11.0.2");
        machine.environment.put("SLUICE_JAVA_HOME", old.toString());
        Ended ended = machine.run();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors())
                .isEqualTo("sluice: SLUICE_JAVA_HOME: actual Java 11 in " + old + ", expected Java 17 or newer\n");
    }

    @Test
    void anExplicitJavaThatIsNoneIsRefused() throws Exception {
        machine.environment.put("SLUICE_JAVA_HOME", "/nowhere");
        assertThat(machine.run().errors())
                .isEqualTo("sluice: SLUICE_JAVA_HOME: actual '/nowhere', expected a directory with bin/java\n");
    }

    @Test
    void withoutAFittingJavaOneSentenceNamesWhatWasFound() throws Exception {
        machine.jdk("a", "1.8.0_402");
        machine.jdk("b", "11.0.2");
        Ended ended = machine.run();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors())
                .startsWith("sluice: needs Java 17 or newer, found Java 8 in ")
                .contains(", Java 11 in ")
                .hasLineCount(1);
    }

    @Test
    void withoutAnyJavaItSaysNone() throws Exception {
        assertThat(machine.run().errors()).startsWith("sluice: needs Java 17 or newer, found none: install one");
    }

    @Test
    void java17GetsNoFlagThatItDoesNotKnow() throws Exception {
        machine.jdk("a", "17.0.15");
        assertThat(machine.run("run").output())
                .contains("argument=-XX:+UseParallelGC", "argument=-Dfile.encoding=UTF-8")
                .doesNotContain("unsafe-memory", "native-access", "CompactObjectHeaders", "IgnoreUnrecognized");
    }

    @Test
    void java25GetsItsOwn() throws Exception {
        machine.jdk("a", "25.0.3");
        assertThat(machine.run("run").output())
                .contains("argument=--enable-native-access=ALL-UNNAMED")
                .contains("argument=--sun-misc-unsafe-memory-access=allow")
                .contains("argument=-XX:+UseCompactObjectHeaders")
                .contains("argument=-XX:+ExitOnOutOfMemoryError")
                .contains("argument=-XX:MaxDirectMemorySize=512m")
                .doesNotContain("IgnoreUnrecognized", "TieredStopAtLevel");
    }

    @Test
    void aLaterJavaMayHaveDroppedAFlag() throws Exception {
        machine.jdk("a", "27-ea");
        assertThat(machine.run("run").output()).contains("argument=-XX:+IgnoreUnrecognizedVMOptions");
    }

    @Test
    void commandsThatOnlyAskStartFast() throws Exception {
        machine.jdk("a", "17");
        assertThat(machine.run("status", "--json").output())
                .contains("argument=-XX:TieredStopAtLevel=1")
                .doesNotContain("ParallelGC");
    }

    @Test
    void theOperatorsFlagsComeLastAndAreNotGlobbed() throws Exception {
        machine.jdk("a", "17");
        machine.environment.put("SLUICE_JAVA_OPTS", "-Xmx1g -Dany=/*");
        assertThat(machine.run("run").output())
                .containsSubsequence("argument=-Xmx512m", "argument=-Xmx1g", "argument=-Dany=/*", "argument=-jar");
    }

    @Test
    void argumentsArriveAsGiven() throws Exception {
        machine.jdk("a", "17");
        assertThat(machine.run("pivot", "two words", "", "*").output())
                .endsWith("argument=-jar\nargument=" + machine.jar().toRealPath()
                        + "\nargument=pivot\nargument=two words\nargument=\nargument=*\n");
    }

    @Test
    void theExitCodeIsKept() throws Exception {
        machine.jdk("a", "17");
        machine.environment.put("FAKE_JAVA", "2");
        assertThat(machine.run("validate").code()).isEqualTo(2);
    }

    @Test
    void signalsReachJavaBecauseTheScriptBecomesIt() throws Exception {
        machine.jdk("a", "17");
        machine.environment.put("FAKE_JAVA", "serve");
        Process process = machine.start("run");
        try {
            List<String> lines = process.inputReader()
                    .lines()
                    .takeWhile(line -> !line.equals("ready"))
                    .toList();
            assertThat(lines).contains("pid=" + process.pid());
        } finally {
            process.toHandle().destroy();
        }
        assertThat(process.waitFor()).isEqualTo(42);
    }

    @Test
    void itFindsItsDirectoryThroughLinks() throws Exception {
        machine.jdk("a", "17");
        Path first = Files.createSymbolicLink(machine.root.resolve("first"), Path.of("check out/sluice"));
        Path second = Files.createSymbolicLink(machine.root.resolve("second"), first);
        Ended ended = LauncherSandbox.end(machine.start(second, "version"));
        assertThat(ended.output()).contains("argument=" + machine.jar().toRealPath());
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        Path shellcheck = RequiredTool.require("shellcheck");
        Process process = new ProcessBuilder(shellcheck.toString(), "sluice", ".ci/run", "loadtest/drills").start();
        assertThat(LauncherSandbox.end(process)).isEqualTo(new Ended(0, "", ""));
    }
}
