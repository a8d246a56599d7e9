package dev.sluice.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @TempDir
    Path state;

    @Test
    void unpackedOnceAndAfreshOverWhatAnInterruptedUnpackingLeft() throws Exception {
        Path unpacked = PreparedPostgres.home(); // this once by all tests
        PreparedPostgres.copy(unpacked, state.resolve(unpacked.getFileName()));
        PostgresBinaries first = PostgresBinaries.in(state);
        assertThat(first.postgres()).isExecutable();
        assertThat(first.initdb()).isExecutable();
        Files.writeString(first.home().resolve("mark"), "kept");

        assertThat(PostgresBinaries.in(state)).isEqualTo(first);
        assertThat(first.home().resolve("mark")).exists();

        Files.move(first.home(), state.resolve(first.home().getFileName() + ".unfinished"));
        PostgresBinaries again = PostgresBinaries.in(state);
        assertThat(again.postgres()).isExecutable();
        assertThat(again.home().resolve("mark")).doesNotExist();
    }

    @Test
    void bothLinuxArchivesAreOnTheClassPath() {
        assertThat(PostgresBinaries.class.getResource("/" + PostgresBinaries.archiveName("Linux", "amd64")))
                .isNotNull();
        assertThat(PostgresBinaries.class.getResource("/" + PostgresBinaries.archiveName("Linux", "aarch64")))
                .isNotNull();
    }

    @Test
    void aSystemWithoutBinariesIsToldWhatToDo() {
        assertThatThrownBy(() -> PostgresBinaries.in(state, "Mac OS X", "aarch64"))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("no binaries for Mac OS X aarch64")
                .hasMessageContaining("SLUICE_DATABASE_URL");
    }
}
