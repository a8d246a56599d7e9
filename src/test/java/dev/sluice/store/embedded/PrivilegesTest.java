package dev.sluice.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each arrangement under which Postgres, which refuses to be root, is run. Most need root to be tried. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class PrivilegesTest {
    private static final EmbeddedOptions OPTIONS =
            EmbeddedOptions.defaults().withServerSettings(Map.of("fsync", "off"));
    /** Exists on every Linux and owns nothing; here it stands for a service user. */
    private static final String SOMEONE = "nobody";

    private Scratch scratch;

    @BeforeEach
    void makeScratch() throws Exception {
        scratch = Scratch.make();
    }

    @AfterEach
    void closeScratch() throws Exception {
        scratch.close();
    }

    private static void needRoot() {
        assumeTrue(
                Command.run(List.of("id", "-u"), Duration.ofSeconds(5)).output().equals("0"), "needs root");
    }

    @Test
    void rootWithUserNamespacesKeepsEverythingItsOwn() throws Exception {
        needRoot();
        assumeTrue(
                Command.run(List.of("unshare", "-U", "true"), Duration.ofSeconds(5))
                        .succeeded(),
                "needs user namespaces");
        EmbeddedPostgres postgres = scratch.start(OPTIONS);

        assertThat(Owner.of(scratch.directory.resolve("pgdata"))).isEqualTo(Owner.ROOT);
        assertThat(scratch.ask(postgres.connectOptions(), "SELECT 1")).isEqualTo("1");
    }

    @Test
    void rootWithoutUserNamespacesUsesTheServiceUser() throws Exception {
        needRoot();
        FileTree.delete(scratch.directory.resolve("pgdata"));
        Files.setPosixFilePermissions(scratch.directory, PosixFilePermissions.fromString("rwx------"));
        EmbeddedPostgres postgres =
                scratch.start(OPTIONS.withoutUserNamespaces().withServiceUser(SOMEONE));

        assertThat(scratch.ask(postgres.connectOptions(), "SELECT 1")).isEqualTo("1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.directory)))
                .isEqualTo("rwx--x--x");
        for (String inside : List.of("pgdata", "run")) {
            Path directory = scratch.directory.resolve(inside);
            assertThat(Owner.of(directory).uid()).isNotZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
        long postmaster = DataDirectory.in(scratch.directory).lockedBy().orElseThrow();
        assertThat(Owner.of(Path.of("/proc/" + postmaster)).uid()).isNotZero();
        Scratch.await(postgres.stop());
        assertThat(scratch.processes()).isEmpty();
    }

    @Test
    void theArrangementMayChangeFromStartToStart() throws Exception {
        needRoot();
        EmbeddedOptions asUser = OPTIONS.withoutUserNamespaces().withServiceUser(SOMEONE);
        EmbeddedPostgres first = scratch.start(OPTIONS);
        scratch.ask(first.connectOptions(), "CREATE TABLE kept AS SELECT 'a row' AS what");
        Scratch.await(first.stop());

        EmbeddedPostgres second = scratch.start(asUser);
        assertThat(scratch.ask(second.connectOptions(), "SELECT what FROM kept"))
                .isEqualTo("a row");
        Scratch.await(second.stop());

        EmbeddedPostgres third = scratch.start(OPTIONS);
        assertThat(scratch.ask(third.connectOptions(), "SELECT what FROM kept")).isEqualTo("a row");
    }

    @Test
    void rootWithNeitherIsToldWhatToDo() {
        needRoot();
        assertThatThrownBy(() -> scratch.start(OPTIONS.withoutUserNamespaces().withServiceUser("no-such-user-here")))
                .rootCause()
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("no user no-such-user-here")
                .hasMessageContaining("SLUICE_DATABASE_URL");
    }

    @Test
    void aDirectoryThatTheServiceUserCannotPassIsNamed() throws Exception {
        needRoot();
        Path closed = scratch.directory.getParent();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        // The binaries must lie behind it as well, or nothing is hidden from the user.
        Path link = PostgresBinaries.in(scratch.directory).home();
        Path home = link.toRealPath();
        Files.delete(link);
        PreparedPostgres.copy(home, link);

        assertThatThrownBy(() -> scratch.start(OPTIONS.withoutUserNamespaces().withServiceUser(SOMEONE)))
                .rootCause()
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("cannot pass through " + closed);
    }

    @Test
    void aSocketDirectoryThatSomeoneElseMadeIsRefused() throws Exception {
        needRoot();
        Path planted = scratch.directory.resolve("planted");
        Files.createDirectory(
                planted, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        new Owner(65534, 65534).give(planted);

        assertThatThrownBy(() -> Directories.ensurePrivate(planted, Owner.ROOT, true))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("a directory of user 65534")
                .hasMessageContaining("expected a directory of user 0");
        Path link = scratch.directory.resolve("link");
        Files.createSymbolicLink(link, scratch.directory);
        assertThatThrownBy(() -> Directories.ensurePrivate(link, Owner.ROOT, true))
                .hasMessageContaining("is no directory");
    }

    @Test
    void anOrdinaryUserNeedsNoArrangement() throws Exception {
        needRoot(); // to become one; where we are an ordinary user already, every other test is this test
        Path classes = Files.createDirectory(scratch.directory.resolve("classes"));
        Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
        String classPath = ChildJvm.readableClassPath(classes);
        Path state = Files.createDirectory(scratch.directory.resolve("state"));
        Path programs = PostgresBinaries.in(scratch.directory).home().toRealPath();
        PreparedPostgres.copy(programs, state.resolve(programs.getFileName()));
        Command.run(List.of("chown", "-R", "65534:65534", state.toString()), Duration.ofMinutes(1));
        List<String> asUser = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        assumeTrue(
                Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "java"))
                        && Directories.closedAbove(Path.of(System.getProperty("java.home")))
                                .isEmpty(),
                "needs a JDK that others may run");

        try (ChildJvm child = ChildJvm.start(asUser, classPath, state)) {
            assertThat(child.line()).isEqualTo("ready");
            assertThat(Owner.of(state.resolve("pgdata")).uid()).isEqualTo(65534);
            child.tellToEnd();
            assertThat(child.line()).isEqualTo("stopped");
        }
    }
}
