package dev.sluice.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    @TempDir
    private Path state;

    private void write(int bytes) throws Exception {
        Files.write(ServerLog.in(state).file().toPath(), new byte[bytes]);
    }

    @Test
    void aLongLogBecomesTheOlderOne() throws Exception {
        write(2_000_000);
        ServerLog.in(state).trim();

        assertThat(ServerLog.in(state).size()).isZero();
        assertThat(state.resolve("postgres.log.1")).hasSize(2_000_000);
    }

    @Test
    void aShortLogIsLeftAlone() throws Exception {
        write(1_000);
        ServerLog.in(state).trim();

        assertThat(ServerLog.in(state).size()).isEqualTo(1_000);
    }

    /** As on a full disk: the database that is watched by the same thread must run on. */
    @Test
    void whatCannotBeKeptIsLetGo() throws Exception {
        Files.createDirectories(state.resolve("postgres.log.1/in/the/way"));
        write(2_000_000);
        ServerLog.in(state).trim();

        assertThat(ServerLog.in(state).size()).isZero();
    }
}
