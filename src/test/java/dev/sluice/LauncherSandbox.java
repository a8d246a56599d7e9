package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A checkout with the real {@code sluice} script, and a machine around it made of shell scripts: JDKs that print how
 * they were called, and a Maven that writes a jar. Nothing of the real machine's Java is reachable from it.
 */
final class LauncherSandbox {

    /** How a finished start ended: its exit code and everything it printed. */
    record Ended(int code, String output, String errors) {}

    private static final List<String> TOOLS = List.of(
            "cat",
            "cut",
            "dirname",
            "env",
            "find",
            "getent",
            "grep",
            "head",
            "id",
            "mkdir",
            "mktemp",
            "mv",
            "ps",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "touch");

    /**
     * Prints its version, its own process id and its arguments, then does what FAKE_JAVA says. Asked for a class archive, it
     * writes one when it is told to end, none if there is a file "no-archive" beside it.
     */
    private static final String JAVA = """
            #!/bin/sh
            for argument; do
                case $argument in -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
                    echo "$*" >>"$0-archive-calls"
                    [ -e "$0-no-archive" ] && exit 1
                    trap 'echo classes >"${argument#*=}"; exit 0' TERM
                    echo "Sluice serves."
                    while :; do sleep 0.01; done ;;
                esac
            done
            echo "java=%s"
            echo "pid=$$"
            for argument; do echo "argument=$argument"; done
            if [ "${FAKE_JAVA:-}" = serve ]; then
                trap 'exit 42' TERM
                echo ready
                while :; do sleep 0.05; done
            fi
            exit "${FAKE_JAVA:-0}"
            """;

    /** Notes how it was called, waits while a file "hold" exists, then builds or fails as FAKE_MAVEN says. */
    private static final String MAVEN = """
            #!/bin/sh
            echo "$JAVA_HOME $*" >>../maven-calls
            while [ -e ../hold ]; do sleep 0.05; done
            if [ -n "${FAKE_MAVEN:-}" ]; then echo "[ERROR] $FAKE_MAVEN"; exit 1; fi
            mkdir -p target/classes target/lib
            echo built >target/sluice.jar
            """;

    final Path root;
    final Path checkout;
    final Path jdks;
    final Path path;
    final Map<String, String> environment = new HashMap<>();

    LauncherSandbox(Path root) throws IOException {
        this.root = root;
        checkout = Files.createDirectories(root.resolve("check out"));
        jdks = Files.createDirectories(root.resolve("jdks"));
        path = Files.createDirectories(root.resolve("path"));
        Files.createDirectories(checkout.resolve("src/main/java"));
        Files.createDirectories(checkout.resolve("src/test/java"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("sluice"), checkout.resolve("sluice"));
        for (String tool : TOOLS) {
            tool(tool);
        }
        environment.put("PATH", path.toString());
        environment.put("HOME", root.toString());
        environment.put("MAVEN_OPTS", "-Dmaven.repo.local=" + root);
        environment.put("SLUICE_JDK_DIRS", jdks.toString());
    }

    /** A Java with a compiler, in a directory of its own below the searched one. */
    Path jdk(String name, String version) throws IOException {
        Path home = jre(jdks.resolve(name), version);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    /** A Java without a compiler, anywhere. */
    Path jre(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), JAVA.formatted(version));
        return home;
    }

    /** A program of the real machine; not as a link, because JUnit warns of each that leaves its directory. */
    void tool(String name) throws IOException {
        script(path.resolve(name), "#!/bin/sh\nexec " + RequiredTool.require(name) + " \"$@\"\n");
    }

    void maven() throws IOException {
        script(path.resolve("mvn"), MAVEN);
    }

    /** A program that was built before now, with nothing changed since. */
    void built() throws IOException {
        Files.createDirectories(checkout.resolve("target"));
        Files.writeString(jar(), "built");
        for (int version = 17; version <= 30; version++) {
            Files.writeString(archive(version), "classes");
            Files.setLastModifiedTime(
                    archive(version), FileTime.from(Instant.now().plusSeconds(1)));
        }
    }

    /** What the Java of this version learned of the classes. */
    Path archive(int version) {
        return checkout.resolve("target/classes-" + version + ".jsa");
    }

    /** How the Java in that home was asked for a class archive so far. */
    static List<String> archiveCalls(Path home) throws IOException {
        Path calls = home.resolve("bin/java-archive-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** That Java makes no class archive. */
    static void makesNoArchive(Path home) throws IOException {
        Files.writeString(home.resolve("bin/java-no-archive"), "");
    }

    Path jar() {
        return checkout.resolve("target/sluice.jar");
    }

    /** How Maven was called so far: one line each, the JDK first. */
    List<String> mavenCalls() throws IOException {
        Path calls = root.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    Process start(String... arguments) throws IOException {
        return start(checkout.resolve("sluice"), arguments);
    }

    Process start(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Ended run(String... arguments) throws Exception {
        return end(start(arguments));
    }

    /** Waits for the process, at most half a minute. */
    static Ended end(Process process) throws Exception {
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("the start ended")
                    .isTrue();
            return new Ended(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes()),
                    new String(process.getErrorStream().readAllBytes()));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
