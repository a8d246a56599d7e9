package dev.sluice.testing;

import dev.sluice.store.embedded.PreparedPostgres;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
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
public final class SluiceProcess extends ProgramProcess {

    public static final String TOKEN = "token-of-the-system-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Descriptors; below what any system allows. */
    private static final int PLENTY = 4096;

    private final Map<String, String> environment;
    private final List<String> archive;
    private final int httpPort = FreePort.next();
    private final int httpsPort = FreePort.next();
    private final int adminPort = FreePort.next();
    private final int agentPort = FreePort.next();
    private final @Nullable SmallDisk disk;
    private int descriptors;

    private SluiceProcess(
            Path stateDir, Map<String, String> environment, List<String> archive, @Nullable SmallDisk disk) {
        super(stateDir, PATIENCE);
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
        Path stateDir = ScratchDirectory.quick("sluice-system");
        PreparedPostgres.putInto(stateDir);
        return start(stateDir, environment, archive(), disk);
    }

    /** The same with so many files and sockets at most. Needs {@code prlimit}. */
    public static SluiceProcess startWithin(int descriptors, Map<String, String> environment) {
        Path stateDir = ScratchDirectory.quick("sluice-system");
        PreparedPostgres.putInto(stateDir);
        SluiceProcess sluice = new SluiceProcess(stateDir, environment, archive(), null);
        sluice.descriptors = descriptors;
        return launched(sluice);
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
        Path stateDir = ScratchDirectory.quick("sluice-system");
        PreparedPostgres.putInto(stateDir);
        try (SluiceProcess sluice = start(stateDir, Map.of("SLUICE_PROXY_REHEARSAL", "1700ms"), recording, null)) {
            sluice.terminate();
        }
    }

    private static SluiceProcess start(
            Path stateDir, Map<String, String> environment, List<String> archive, @Nullable SmallDisk disk) {
        return launched(new SluiceProcess(stateDir, environment, archive, disk));
    }

    private static SluiceProcess launched(SluiceProcess sluice) {
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
        return LiveHeap.of(pid());
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

    @Override
    public void close() {
        try {
            endIfRunning();
        } finally {
            EmbeddedPostgresRemains.in(stateDir).end(); // of one that was killed and not started again
            super.close();
        }
    }

    @Override
    List<String> command(List<String> once) {
        List<String> arguments = new ArrayList<>(archive);
        arguments.addAll(SluiceProgram.arguments());
        arguments.addAll(List.of("dev.sluice.Main", "run"));
        arguments.addAll(once);
        // Under nohup the tests ignore SIGHUP, and whatever they start inherits that.
        List<String> command = new ArrayList<>();
        if (descriptors > 0) { // the hard limit too, up to which a JVM helps itself
            String prlimit = RequiredTool.require("prlimit").toString();
            command.addAll(List.of(prlimit, "--nofile=" + descriptors + ":" + descriptors));
        }
        command.addAll(List.of("env", "--default-signal=HUP"));
        command.addAll(ChildProcess.java(arguments.toArray(String[]::new)));
        return disk == null ? command : disk.mountedAt(stateDir, command);
    }

    @Override
    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(Map.of(
                "SLUICE_STATE_DIR", stateDir.toString(),
                "SLUICE_HTTP_HOST", "127.0.0.1",
                "SLUICE_HTTP_PORT", Integer.toString(httpPort),
                "SLUICE_HTTPS_PORT", Integer.toString(httpsPort),
                "SLUICE_ADMIN_PORT", Integer.toString(adminPort),
                "SLUICE_AGENT_HOST", "127.0.0.1",
                "SLUICE_AGENT_PORT", Integer.toString(agentPort),
                "SLUICE_ADMIN_TOKEN", TOKEN));
        // Those that measure how quick the first failover is have all of it; to the others its work is a third of their
        // start.
        String rehearsal = System.getProperty("sluice.rehearsal");
        if (rehearsal != null) {
            all.put("SLUICE_PROXY_REHEARSAL", rehearsal);
        }
        all.putAll(environment);
        return all;
    }

    @Override
    void begun(long pid) {
        if (disk != null) {
            disk.heldBy(pid);
        }
    }

    @Override
    boolean serves(String said) {
        try {
            return Rest.at(adminPort).get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
