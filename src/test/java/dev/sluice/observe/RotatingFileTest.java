package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that fills its file. */
class RotatingFileTest {

    @TempDir
    Path directory;

    private Path file;
    private RotatingFile log;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("access.log");
        Files.writeString(file, "before\n");
        log = new RotatingFile(file, 20, 2);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    @Test
    void goesOnWhereItWas() throws IOException {
        write("one\n");
        assertThat(file).hasContent("before\none\n");
    }

    @Test
    void aFullFileIsPutAsideAndTheOldestIsDeleted() throws IOException {
        write("0123456789\n");
        write("second....\n");
        assertThat(file).hasContent("second....\n");
        assertThat(older(1)).hasContent("before\n0123456789\n");
        write("third.....\n");
        write("fourth....\n");
        assertThat(file).hasContent("fourth....\n");
        assertThat(older(1)).hasContent("third.....\n");
        assertThat(older(2)).hasContent("second....\n");
        assertThat(older(3)).doesNotExist();
    }

    @Test
    void oneLineThatIsLongerThanAFileIsWrittenAllTheSame() throws IOException {
        write("a".repeat(50) + "\n");
        write("next\n");
        assertThat(file).hasContent("next\n");
        assertThat(older(1)).hasContent("a".repeat(50) + "\n");
    }

    @Test
    void aFileThatSomebodyTookAwayIsMadeAnew() throws IOException {
        write("0123456789\n");
        Files.delete(file);
        write("second....\n");
        assertThat(file).hasContent("second....\n");
        assertThat(older(1)).doesNotExist();
    }

    @Test
    void othersMayNotReadIt() throws IOException {
        Path fresh = directory.resolve("fresh.log");
        new RotatingFile(fresh, 20, 2).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .endsWith("---");
    }

    private void write(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        log.write(bytes, bytes.length);
    }

    private Path older(int number) {
        return directory.resolve("access.log." + number);
    }
}
