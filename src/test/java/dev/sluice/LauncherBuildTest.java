package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.LauncherSandbox.Ended;
import dev.sluice.testing.RequiredTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher builds when a build is due, only then, one at a time, and explains why it cannot. */
class LauncherBuildTest {

    private LauncherSandbox machine;
    private Path jdk;

    @BeforeEach
    void prepare(@TempDir Path directory) throws Exception {
        machine = new LauncherSandbox(directory);
        machine.maven();
        jdk = machine.jdk("a", "17.0.15");
    }

    @Test
    void theFirstStartBuildsAndTheSecondDoesNot() throws Exception {
        Ended first = machine.run("version");
        assertThat(first.code()).isZero();
        assertThat(first.errors())
                .isEqualTo("Building Sluice (first start, about a minute) ... done\n"
                        + "Preparing for quick starts (once) ... done\n");
        assertThat(machine.run("version").errors()).isEmpty();
        assertThat(machine.mavenCalls()).containsExactly(jdk + " -B -q -Dsluice.launch -Dmaven.test.skip=true package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "src/main/java/New.java"})
    void aNewerSourceIsBuilt(String source) throws Exception {
        machine.built();
        changeLater(source);
        assertThat(machine.run("version").errors()).startsWith("Building Sluice");
        assertThat(machine.mavenCalls()).hasSize(1);
    }

    @Test
    void aNewerTestIsNot() throws Exception {
        machine.built();
        changeLater("src/test/java/NewTest.java");
        assertThat(machine.run("version").code()).isZero();
        assertThat(machine.mavenCalls()).isEmpty();
    }

    @Test
    void aSourceSavedDuringTheBuildIsBuiltNextTime() throws Exception {
        Process first = startHeldBuild();
        Files.writeString(machine.checkout.resolve("src/main/java/Late.java"), "class Late {}");
        Files.delete(machine.root.resolve("hold"));
        assertThat(LauncherSandbox.end(first).code()).isZero();
        machine.run("version");
        assertThat(machine.mavenCalls()).hasSize(2);
    }

    @Test
    void aBuildThatWasKilledIsBegunAgain() throws Exception {
        Process first = startHeldBuild();
        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly().waitFor();
        Files.delete(machine.root.resolve("hold"));
        Files.writeString(machine.jar(), "half a jar");
        assertThat(machine.run("version").code()).isZero();
        assertThat(machine.jar()).hasContent("built");
    }

    @Test
    void anInterruptedStartTakesItsBuildWithIt() throws Exception {
        Process start = startHeldBuild();
        List<ProcessHandle> build = start.descendants().toList();
        start.toHandle().destroy();
        assertThat(LauncherSandbox.end(start).code()).isEqualTo(143);
        assertThat(build).isNotEmpty();
        await().untilAsserted(() -> assertThat(build.get(0).isAlive()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoFirstStartsBuildOnce(boolean withFlock) throws Exception {
        if (withFlock) {
            machine.tool("flock");
        }
        Process first = startHeldBuild();
        Process second = machine.start("version");
        assertThat(second.errorReader().readLine()).isEqualTo("Another start is building Sluice; waiting for it ...");
        Files.delete(machine.root.resolve("hold"));
        assertThat(LauncherSandbox.end(first).code()).isZero();
        assertThat(LauncherSandbox.end(second).code()).isZero();
        assertThat(machine.mavenCalls()).hasSize(1);
    }

    @Test
    void aJdkCompilesThoughANewerJavaWithoutCompilerRuns() throws Exception {
        machine.jre(machine.jdks.resolve("b"), "25.0.3");
        assertThat(machine.run("version").output()).contains("java=25.0.3");
        assertThat(machine.mavenCalls()).singleElement().asString().startsWith(jdk + " ");
    }

    @Test
    void withoutACompilerOneSentenceSaysSo() throws Exception {
        Files.delete(jdk.resolve("bin/javac"));
        assertThat(machine.run("version").errors()).contains("has no compiler").hasLineCount(1);
    }

    @Test
    void withoutMavenOneSentenceSaysHowToGetIt() throws Exception {
        Files.delete(machine.path.resolve("mvn"));
        assertThat(machine.run("version").errors())
                .contains("apt install maven")
                .hasLineCount(1);
    }

    @Test
    void aFailedBuildShowsItsLastWordsAndIsTriedAgain() throws Exception {
        machine.environment.put("FAKE_MAVEN", "Main.java:[3,1] class expected");
        Ended ended = machine.run("version");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors()).contains("class expected").contains("target/build.log");
        machine.environment.remove("FAKE_MAVEN");
        assertThat(machine.run("version").code()).isZero();
    }

    @Test
    void withoutNetworkOneSentenceSaysSo() throws Exception {
        machine.environment.put("FAKE_MAVEN", "Could not transfer artifact io.vertx:vertx-core: Unknown host");
        assertThat(machine.run("version").errors())
                .contains("is this machine online")
                .doesNotContain("io.vertx")
                .hasLineCount(2);
    }

    @Test
    void anInstallationWithoutSourcesIsNeverBuilt() throws Exception {
        Files.delete(machine.checkout.resolve("pom.xml"));
        Ended ended = machine.run("version");
        assertThat(ended.errors()).contains("actual missing, expected the built program");
        assertThat(machine.mavenCalls()).isEmpty();
    }

    @Test
    void anotherUserStartsWhatIsBuilt() throws Exception {
        machine.built();
        changeLater("pom.xml");
        Ended ended = LauncherSandbox.end(startAsAnotherUser());
        assertThat(ended.errors())
                .contains("cannot replace: starting it as it is")
                .hasLineCount(1);
        assertThat(ended.code()).isZero();
    }

    @Test
    void anotherUserCannotBuildInAForeignDirectory() throws Exception {
        Ended ended = LauncherSandbox.end(startAsAnotherUser());
        assertThat(ended.errors())
                .contains("not built yet")
                .contains("start it once as its owner")
                .hasLineCount(1);
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void aUserWithoutAHomeIsToldWhatMavenNeeds() throws Exception {
        machine.environment.remove("MAVEN_OPTS");
        Files.setPosixFilePermissions(machine.checkout, PosixFilePermissions.fromString("rwxrwxrwx"));
        Ended ended = LauncherSandbox.end(startAsAnotherUser());
        assertThat(ended.errors())
                .contains("Maven keeps its downloads in the home directory")
                .hasLineCount(1);
    }

    /** Starts a first start whose build goes on until the file "hold" is deleted. */
    private Process startHeldBuild() throws Exception {
        Files.createFile(machine.root.resolve("hold"));
        Process process = machine.start("version");
        await().until(() -> machine.mavenCalls().size() == 1);
        return process;
    }

    private void changeLater(String file) throws Exception {
        Path path = machine.checkout.resolve(file);
        Files.writeString(path, "changed");
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(60)));
    }

    /** Starts as the user nobody, who owns nothing and has no home; only root can become another. */
    private Process startAsAnotherUser() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can start as another user");
        String setpriv = RequiredTool.require("setpriv").toString();
        Files.setPosixFilePermissions(machine.root, PosixFilePermissions.fromString("rwxr-xr-x"));
        String script = machine.checkout.resolve("sluice").toString();
        return machine.start(List.of(setpriv, "--reuid=65534", "--regid=65534", "--clear-groups", script, "version"));
    }
}
