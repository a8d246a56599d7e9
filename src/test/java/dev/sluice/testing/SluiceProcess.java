package dev.sluice.testing;

import static org.awaitility.Awaitility.await;

import dev.sluice.store.embedded.PreparedPostgres;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program itself in a process of its own, on free loopback ports, with a state directory that outlives its restarts
 * and goes with {@link #close}. Ready when a method that starts it returns.
 */
public final class SluiceProcess implements AutoCloseable {

    public static final String TOKEN = "token-of-the-system-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Descriptors; below what any system allows. */
    private static final int PLENTY = 4096;

    private final Path stateDir;
    private final Map<String, String> environment;
    private final List<String> archive;
    private final int httpPort = FreePort.next();
    private final int httpsPort = FreePort.next();
    private final int adminPort = FreePort.next();
    private final int agentPort = FreePort.next();
    private final @Nullable SmallDisk disk;
    private @Nullable ChildProcess child;

    private SluiceProcess(
            Path stateDir, Map<String, String> environment, List<String> archive, @Nullable SmallDisk disk) {
        this.stateDir = stateDir;
        this.environment = environment;
        this.archive = archive;
        this.disk = disk;
    }

    /** Starts it with an embedded database, and these variables beside the usual ones. */
    public static SluiceProcess start(Map<String, String> environment) {
        return start(environment, null);
    }

    /** The same with its state on that disk, which goes with the process: it cannot be started again. */
    public static SluiceProcess start(Map<String, String> environment, @Nullable SmallDisk disk) {
        Path stateDir = ScratchDirectory.create("sluice-system");
        PreparedPostgres.putInto(stateDir);
        return start(stateDir, environment, archive(), disk);
    }

    /** The same, as on a machine where no Sluice has ever run: it unpacks its Postgres. */
    public static SluiceProcess startFromNothing(Map<String, String> environment) {
        return start(ScratchDirectory.create("sluice-system"), environment, archive(), null);
    }

    /** The arguments by which a JVM has the program's classes sooner. */
    static List<String> archive() {
        return ClassArchive.arguments(SluiceProgram.SHARED, SluiceProgram.arguments(), SluiceProcess::trial);
    }

    private static void trial(List<String> recording) {
        Path stateDir = ScratchDirectory.create("sluice-system");
        PreparedPostgres.putInto(stateDir);
        try (SluiceProcess sluice = start(stateDir, Map.of(), recording, null)) {
            sluice.terminate();
        }
    }

    private static SluiceProcess start(
            Path stateDir, Map<String, String> environment, List<String> archive, @Nullable SmallDisk disk) {
        SluiceProcess sluice = new SluiceProcess(stateDir, environment, archive, disk);
        try {
            sluice.launch();
        } catch (RuntimeException | Error e) {
            sluice.close();
            throw e;
        }
        return sluice;
    }

    public static SluiceProcess start() {
        return start(Map.of());
    }

    public int httpPort() {
        return httpPort;
    }

    public int httpsPort() {
        return httpsPort;
    }

    /** Where agents come in, at 127.0.0.1 unless {@code SLUICE_AGENT_HOST} says otherwise; open from the first code on. */
    public int agentPort() {
        return agentPort;
    }

    /** Where its admin API is, without a path. */
    public String adminUri() {
        return "http://127.0.0.1:" + adminPort;
    }

    /** The way to its state directory. */
    public Path stateDir() {
        return disk == null ? stateDir : disk.directory();
    }

    /** The admin API, with a token that opens everything. */
    public Rest admin() {
        return Rest.at(adminPort).withToken(TOKEN);
    }

    /** Has it show this certificate from now on to who asks for its names; the certificate's id. */
    public long show(TestCertificate certificate) {
        return create(
                "/certificates",
                new JsonObject().put("certificate", certificate.chainPem()).put("private_key", certificate.keyPem()));
    }

    /** The answer to a GET below {@code /api/v1}, which must be 200. */
    public JsonObject get(String path) {
        return admin().get("/api/v1" + path).expect(200).body();
    }

    /** Makes something below {@code /api/v1}; its id. */
    public long create(String path, JsonObject body) {
        return admin().post("/api/v1" + path, body).expect(201).body().getLong("id");
    }

    /** The bytes of all objects in it that something refers to. */
    public long liveHeap() {
        return LiveHeap.of(running().process().pid());
    }

    /** What it has used of processors since its last start. */
    public Duration processorTime() {
        return running().process().info().totalCpuDuration().orElseThrow();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill9() {
        running().kill9();
        child = null;
    }

    /** Stops it in its tracks; the system still accepts connections for it. */
    public void freeze() {
        running().signal("STOP");
    }

    public void thaw() {
        running().signal("CONT");
    }

    /** Takes away its right to open one more file or socket; those that are open stay. Needs {@code prlimit}. */
    public void starveOfDescriptors() {
        running().limitDescriptors(0);
    }

    /** The end of {@link #starveOfDescriptors}. */
    public void feedDescriptors() {
        running().limitDescriptors(PLENTY);
    }

    /** Freezes its database (SIGSTOP): connections stand, nothing is answered. */
    public void freezeDatabase() {
        EmbeddedPostgresRemains.in(stateDir).signal("STOP");
    }

    public void thawDatabase() {
        EmbeddedPostgresRemains.in(stateDir).signal("CONT");
    }

    /** Stops its database in good order, and keeps it from being started again. */
    public void stopDatabase() {
        EmbeddedPostgresRemains.takeProgramsAway(stateDir);
        EmbeddedPostgresRemains.in(stateDir).stop();
    }

    /** The end of {@link #stopDatabase}: nothing keeps it from being started any more. */
    public void letDatabaseStart() {
        EmbeddedPostgresRemains.putProgramsBack(stateDir);
    }

    /** Whether a Postgres works in its state directory. */
    public boolean hasDatabaseProcess() {
        return EmbeddedPostgresRemains.in(stateDir).postmaster().isPresent();
    }

    /** Asks it to end, and waits; its exit code. */
    public int terminate() {
        ChildProcess ending = running();
        ending.signal("TERM");
        int code = ending.awaitExit(PATIENCE);
        child = null;
        return code;
    }

    /** Starts it again on the same ports and state, after its end. */
    public void restart() {
        launch();
    }

    /** The same, without waiting until it serves. */
    public void beginRestart() {
        begin();
    }

    /** What it wrote on standard output and error, over all its lives. */
    public String output() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (child != null && child.process().isAlive()) {
            child.signal("CONT"); // a frozen one hears nothing
            List<ProcessHandle> below = child.process().descendants().toList();
            child.process().destroy(); // SIGTERM; it may be dead already
            try {
                child.awaitExit(PATIENCE);
            } finally {
                child.close();
                below.forEach(ProcessHandle::destroyForcibly); // a database on a disk of its own is not found below
            }
        }
        child = null;
        EmbeddedPostgresRemains.in(stateDir).end(); // of one that was killed and not started again
        ScratchDirectory.delete(stateDir);
        ScratchDirectory.delete(log());
    }

    private void launch() {
        begin();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(this::isReadyOrDead);
        if (!running().process().isAlive()) {
            throw new IllegalStateException(
                    "sluice run: actual exit " + running().process().exitValue() + ", expected to serve\n" + output());
        }
    }

    private void begin() {
        List<String> arguments = new ArrayList<>(archive);
        arguments.addAll(SluiceProgram.arguments());
        arguments.addAll(List.of("dev.sluice.Main", "run"));
        List<String> command = ChildProcess.java(arguments.toArray(String[]::new));
        ProcessBuilder builder = new ProcessBuilder(disk == null ? command : disk.mountedAt(stateDir, command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        Map<String, String> own = new HashMap<>(Map.of(
                "SLUICE_STATE_DIR", stateDir.toString(),
                "SLUICE_HTTP_HOST", "127.0.0.1",
                "SLUICE_HTTP_PORT", Integer.toString(httpPort),
                "SLUICE_HTTPS_PORT", Integer.toString(httpsPort),
                "SLUICE_ADMIN_PORT", Integer.toString(adminPort),
                "SLUICE_AGENT_HOST", "127.0.0.1",
                "SLUICE_AGENT_PORT", Integer.toString(agentPort),
                "SLUICE_ADMIN_TOKEN", TOKEN));
        own.putAll(environment);
        builder.environment().putAll(own);
        child = ChildProcess.start(builder);
        if (disk != null) {
            disk.heldBy(child.process().pid());
        }
    }

    private boolean isReadyOrDead() {
        if (!running().process().isAlive()) {
            return true;
        }
        try {
            return Rest.at(adminPort).get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("sluice: actual dead, expected running");
        }
        return child;
    }

    private Path log() {
        return stateDir.resolveSibling(stateDir.getFileName() + ".log");
    }
}
