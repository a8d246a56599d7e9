package dev.sluice.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.pgclient.PgConnectOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class EmbeddedPostgresTest {
    /** No test here pulls the plug, and the disk is shared. */
    private static final EmbeddedOptions OPTIONS =
            EmbeddedOptions.defaults().withServerSettings(Map.of("fsync", "off"));

    private Scratch scratch;

    @BeforeEach
    void makeScratch() throws Exception {
        scratch = Scratch.make();
    }

    @AfterEach
    void closeScratch() throws Exception {
        scratch.close();
    }

    @Test
    void firstStartMakesADurableDatabaseThatNobodyElseCanReach() throws Exception {
        FileTree.delete(scratch.directory.resolve("pgdata"));
        PgConnectOptions where = scratch.start(EmbeddedOptions.defaults()).connectOptions();

        assertThat(where.isUsingDomainSocket()).isTrue();
        Path run = Path.of(where.getHost());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rwx------");
        assertThat(scratch.ask(where, "SHOW listen_addresses")).isEmpty();
        assertThat(scratch.ask(where, "SHOW fsync")).isEqualTo("on");
        assertThat(scratch.ask(where, "SHOW data_checksums")).isEqualTo("on");
        assertThat(scratch.ask(where, "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(scratch.ask(where, "SELECT datcollate FROM pg_database WHERE datname = 'sluice'"))
                .isEqualTo("C");
        assertThat(scratch.ask(where, "SELECT current_user || '@' || current_database()"))
                .isEqualTo("sluice@sluice");
        assertThat(Files.getPosixFilePermissions(scratch.directory.resolve("postgres.log")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aSignalFromOurTerminalDoesNotReachTheServer() throws Exception {
        scratch.start(OPTIONS);
        long postmaster = DataDirectory.in(scratch.directory).lockedBy().orElseThrow();

        String stat = Files.readString(Path.of("/proc/" + postmaster + "/stat"));
        String[] fromState = stat.substring(stat.lastIndexOf(')') + 2).split(" ");

        assertThat(fromState[2]).as("process group").isEqualTo(Long.toString(postmaster));
        assertThat(fromState[3]).as("session").isEqualTo(Long.toString(postmaster));
    }

    @Test
    void aFrozenServerIsEndedSoonAndInGoodOrder() throws Exception {
        EmbeddedPostgres first = scratch.start(OPTIONS);
        scratch.ask(first.connectOptions(), "CREATE TABLE kept AS SELECT 'a row' AS what");
        for (long pid : scratch.processes()) {
            LinuxProcess.of(pid).orElseThrow().signal("STOP");
        }

        first.stop().toCompletionStage().toCompletableFuture().get(8, TimeUnit.SECONDS);

        assertThat(scratch.processes()).isEmpty();
        assertThat(Files.readString(scratch.directory.resolve("postgres.log")))
                .contains("database system is shut down");
        assertThat(scratch.ask(scratch.start(OPTIONS).connectOptions(), "SELECT what FROM kept"))
                .isEqualTo("a row");
    }

    @Test
    void rowsSurviveARestartAndStopLeavesNoProcess() throws Exception {
        EmbeddedPostgres first = scratch.start(OPTIONS);
        scratch.ask(first.connectOptions(), "CREATE TABLE kept AS SELECT 'a row' AS what");
        assertThat(scratch.processes()).isNotEmpty();

        Scratch.await(first.stop());
        Scratch.await(first.stop());
        assertThat(scratch.processes()).isEmpty();

        EmbeddedPostgres second = scratch.start(OPTIONS);
        assertThat(scratch.ask(second.connectOptions(), "SELECT what FROM kept"))
                .isEqualTo("a row");
    }

    @Test
    void aServerLeftByAKilledSluiceIsAdopted() throws Exception {
        try (ChildJvm child = ChildJvm.start(scratch.directory)) {
            assertThat(child.line()).isEqualTo("ready");
            child.kill();
        }
        List<Long> left = scratch.processes();
        assertThat(left).isNotEmpty();
        long postmaster = DataDirectory.in(scratch.directory).lockedBy().orElseThrow();

        EmbeddedPostgres adopted = scratch.start(OPTIONS);

        assertThat(DataDirectory.in(scratch.directory).lockedBy()).contains(postmaster);
        assertThat(scratch.ask(adopted.connectOptions(), "SELECT 1")).isEqualTo("1");
        Scratch.await(adopted.stop());
        assertThat(scratch.processes()).isEmpty();
    }

    @Test
    void aSurvivorOfOtherBinariesIsReplaced() throws Exception {
        // As after an upgrade: the running program lies in the state directory, but not where ours does.
        Path home = PostgresBinaries.in(scratch.directory).home();
        Path older = scratch.directory.resolve("pg-older");
        PreparedPostgres.copy(home.toRealPath(), older);
        EmbeddedPostgres first = scratch.start(OPTIONS);
        scratch.ask(first.connectOptions(), "CREATE TABLE kept AS SELECT 'a row' AS what");
        Scratch.await(first.stop());
        assertThat(older).doesNotExist();
        PreparedPostgres.copy(home.toRealPath(), older);
        DataDirectory data = DataDirectory.in(scratch.directory);
        Postmaster left = Postmaster.launch(
                RunAs.find(OPTIONS)
                        .command(Postmaster.command(
                                new PostgresBinaries(older),
                                data,
                                scratch.directory.resolve("run"),
                                OPTIONS.serverSettings())),
                ServerLog.in(scratch.directory));
        await().until(() -> scratch.processes().size() > 2);

        EmbeddedPostgres second = scratch.start(OPTIONS);

        assertThat(left.alive()).isFalse();
        assertThat(scratch.ask(second.connectOptions(), "SELECT what FROM kept"))
                .isEqualTo("a row");
    }

    @Test
    void aKilledServerIsStartedAgainWithItsRows() throws Exception {
        EmbeddedPostgres postgres = scratch.start(OPTIONS);
        scratch.ask(postgres.connectOptions(), "CREATE TABLE kept AS SELECT 'a row' AS what");
        long killed = DataDirectory.in(scratch.directory).lockedBy().orElseThrow();

        LinuxProcess.of(killed).orElseThrow().signal("KILL");

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> scratch.ask(
                        postgres.connectOptions(), "SELECT what FROM kept")
                .equals("a row"));
        assertThat(DataDirectory.in(scratch.directory).lockedBy()).isPresent().isNotEqualTo(Optional.of(killed));
    }

    @Test
    void aLockFileThatNamesAnotherLiveProcessDoesNotStopUs() throws Exception {
        Scratch.await(scratch.start(OPTIONS).stop());
        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            writeLock(other.pid());
            EmbeddedPostgres postgres = scratch.start(OPTIONS);
            assertThat(scratch.ask(postgres.connectOptions(), "SELECT 1")).isEqualTo("1");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aLockFileThatNamesAZombieDoesNotStopUs() throws Exception {
        Scratch.await(scratch.start(OPTIONS).stop());
        // The shell starts a child, then becomes a program that never asks how the child ended.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0 & exec sleep 300").start();
        try {
            await().until(() -> parent.children().count() == 1
                    && parent.children()
                            .allMatch(child -> LinuxProcess.of(child.pid()).isEmpty()));
            long zombie = parent.children().findFirst().orElseThrow().pid();
            writeLock(zombie);
            EmbeddedPostgres postgres = scratch.start(OPTIONS);
            assertThat(scratch.ask(postgres.connectOptions(), "SELECT 1")).isEqualTo("1");
        } finally {
            parent.destroyForcibly();
        }
    }

    private void writeLock(long pid) throws Exception {
        Files.write(
                scratch.directory.resolve("pgdata/postmaster.pid"),
                List.of(
                        Long.toString(pid),
                        scratch.directory.resolve("pgdata").toString(),
                        "1700000000",
                        "5432",
                        scratch.directory.resolve("run").toString(),
                        "",
                        "  1234567  7654321",
                        "ready   "));
    }

    @Test
    void theLogStaysBounded() throws Exception {
        EmbeddedPostgres postgres = scratch.start(OPTIONS);
        ServerLog log = ServerLog.in(scratch.directory);
        String words = "DO $$ BEGIN FOR i IN 1..300 LOOP RAISE LOG '%', repeat('long ', 1000); END LOOP; END $$";

        scratch.ask(postgres.connectOptions(), words);
        await().until(() -> log.size() < 100_000 && Files.exists(scratch.directory.resolve("postgres.log.1")));
        scratch.ask(postgres.connectOptions(), "DO $$ BEGIN RAISE LOG 'still heard'; END $$");

        await().until(() -> Files.readString(log.path()).contains("still heard"));
        assertThat(log.tail(0)).contains("still heard");
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedAndLeftAlone() throws Exception {
        Scratch.await(scratch.start(OPTIONS).stop());
        Path version = scratch.directory.resolve("pgdata/PG_VERSION");
        Files.writeString(version, "17\n");

        assertThatThrownBy(() -> scratch.start(OPTIONS))
                .rootCause()
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("pgdata is of PostgreSQL 17, expected 18")
                .hasMessageContaining("SLUICE_DATABASE_URL");
        assertThat(version).hasContent("17");
    }

    @Test
    void whatAnInterruptedStartLeftIsDoneAgain() throws Exception {
        FileTree.delete(scratch.directory.resolve("pgdata"));
        Files.createDirectories(scratch.directory.resolve("pgdata.unfinished/base"));
        Files.writeString(scratch.directory.resolve("pgdata.unfinished/PG_VERSION"), "18\n");

        EmbeddedPostgres postgres = scratch.start(OPTIONS);

        assertThat(scratch.ask(postgres.connectOptions(), "SELECT 1")).isEqualTo("1");
        assertThat(scratch.directory.resolve("pgdata.unfinished")).doesNotExist();
    }

    @Test
    void aServerThatCannotStartSaysWhy() {
        EmbeddedOptions wrong = OPTIONS.withServerSettings(Map.of("shared_buffers", "12 parsecs"));

        assertThatThrownBy(() -> scratch.start(wrong))
                .rootCause()
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    @Test
    void aLongStateDirectoryPutsTheSocketElsewhereButPrivate() throws Exception {
        try (Scratch deep = Scratch.make("d".repeat(60) + "/" + "e".repeat(60))) {
            EmbeddedPostgres postgres = deep.start(OPTIONS);
            Path run = Path.of(postgres.connectOptions().getHost());

            assertThat(run.startsWith(deep.directory)).isFalse();
            assertThat(run.toString()).hasSizeLessThan(86);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                    .isEqualTo("rwx------");
            assertThat(deep.ask(postgres.connectOptions(), "SELECT 1")).isEqualTo("1");

            Scratch.await(postgres.stop());
            EmbeddedPostgres again = deep.start(OPTIONS);
            assertThat(again.connectOptions().getHost()).isEqualTo(run.toString());
            Scratch.await(again.stop());
            FileTree.delete(run);
        }
    }
}
