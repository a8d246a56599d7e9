package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.core.port.CertificateFile;
import dev.sluice.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class CertificateDirectoryTest {

    @TempDir
    Path folder;

    private CertificateDirectory directory;

    @BeforeEach
    void open() {
        directory = new CertificateDirectory(folder);
    }

    /** Twice: what is new is judged when it has stood still. */
    private boolean look() {
        return directory.look() | directory.look();
    }

    private List<String> files() {
        return directory.usable().stream().map(CertificateFile::file).toList();
    }

    private String nameOf(String file) {
        return directory.usable().stream()
                .filter(usable -> usable.file().equals(file))
                .findFirst()
                .orElseThrow()
                .facts()
                .names()
                .get(0);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void pairsAndSingleFilesAreFoundAndNothingElse() throws Exception {
        TestCertificate.of("pair.example").writeInto(folder, "pair");
        TestCertificate both = TestCertificate.of("both.example");
        write("both.pem", both.chainPem() + both.keyPem());
        TestCertificate split = TestCertificate.of("split.example");
        write("split.pem", split.chainPem());
        write("split.key", split.keyPem());
        write("README.md", "words");
        write(".hidden.pem", both.chainPem() + both.keyPem());
        Files.createDirectory(folder.resolve("old.pem"));
        Path real = Files.createDirectory(folder.resolve("elsewhere")).resolve("x");
        Files.writeString(real, both.chainPem() + both.keyPem());
        Files.createSymbolicLink(folder.resolve("link.pem"), real);

        assertThat(directory.look()).isTrue();

        assertThat(files()).containsExactly("both.pem", "link.pem", "pair.crt", "split.pem");
        assertThat(directory.look()).isFalse();
    }

    @Test
    void aDirectoryThatIsNotThereIsEmptyAndMayComeLater() throws Exception {
        Path later = folder.resolve("later");
        directory = new CertificateDirectory(later);
        assertThat(look()).isFalse();

        Files.createDirectory(later);
        TestCertificate.of("a.example").writeInto(later, "a");

        assertThat(look()).isTrue();
        assertThat(files()).containsExactly("a.crt");
    }

    @Test
    void anotherVersionIsTakenOnceItStandsStill() throws Exception {
        TestCertificate.of("a.example").writeInto(folder, "a");
        look();
        TestCertificate.of("b.example").writeInto(folder, "a");

        assertThat(directory.look()).as("it may be being written").isFalse();
        assertThat(directory.look()).isTrue();

        assertThat(nameOf("a.crt")).isEqualTo("b.example");
    }

    @Test
    void whileTheTwoFilesDoNotFitTheOldOneStays() throws Exception {
        TestCertificate.of("a.example").writeInto(folder, "a");
        look();
        TestCertificate next = TestCertificate.of("b.example");

        write("a.crt", next.chainPem());
        assertThat(look()).isFalse();
        assertThat(nameOf("a.crt")).isEqualTo("a.example");

        write("a.key", next.keyPem());
        assertThat(look()).isTrue();
        assertThat(nameOf("a.crt")).isEqualTo("b.example");
    }

    @Test
    void aCutOffOneIsRefusedAndTheOldOneStays() throws Exception {
        TestCertificate.of("a.example").writeInto(folder, "a");
        look();
        TestCertificate next = TestCertificate.of("b.example");

        for (int length : new int[] {0, 20, next.chainPem().length() / 2}) {
            write("a.crt", next.chainPem().substring(0, length));
            assertThat(look()).isFalse();
            assertThat(nameOf("a.crt")).isEqualTo("a.example");
        }
    }

    @Test
    void aHalfWrittenOneIsToldOfOnceAndTakenWhenItIsComplete() throws Exception {
        TestCertificate.of("a.example").writeInto(folder, "a");
        look();
        TestCertificate next = TestCertificate.of("b.example");
        Logger logger = (Logger) LoggerFactory.getLogger(CertificateOnDisk.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            write("a.crt", next.chainPem().substring(0, next.chainPem().length() / 2));
            for (int i = 0; i < 5; i++) {
                assertThat(directory.look()).isFalse();
            }

            assertThat(log.list).singleElement().satisfies(told -> {
                assertThat(told.getLevel()).isEqualTo(Level.WARN);
                assertThat(told.getFormattedMessage()).contains("a.crt is not used", "cut off", "held before stays");
            });
            assertThat(nameOf("a.crt")).isEqualTo("a.example");

            write("a.crt", next.chainPem());
            write("a.key", next.keyPem());
            assertThat(look()).isTrue();
            assertThat(nameOf("a.crt")).isEqualTo("b.example");
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void anExpiredOneReplacesNoneButIsShownWhereThereIsNoOther() throws Exception {
        Instant now = Instant.now();
        TestCertificate expired = TestCertificate.valid(now.minusSeconds(90), now.minusSeconds(30), "old.example");
        TestCertificate.of("a.example").writeInto(folder, "a");
        look();

        expired.writeInto(folder, "a");
        expired.writeInto(folder, "b");

        assertThat(look()).isTrue();
        assertThat(nameOf("a.crt")).isEqualTo("a.example");
        assertThat(nameOf("b.crt")).isEqualTo("old.example");
    }

    @Test
    void aRemovedFileTakesItsCertificateAlongAndALostKeyDoesNot() throws Exception {
        TestCertificate.of("a.example").writeInto(folder, "a");
        TestCertificate.of("b.example").writeInto(folder, "b");
        look();

        Files.delete(folder.resolve("a.key"));
        assertThat(look()).isFalse();
        assertThat(files()).containsExactly("a.crt", "b.crt");

        Files.delete(folder.resolve("a.crt"));
        assertThat(look()).isTrue();
        assertThat(files()).containsExactly("b.crt");
        assertThat(look()).isFalse();
    }

    @Test
    void oneBadFileKeepsNoOtherFromBeingShown() throws Exception {
        write("bad.pem", "no certificate");
        write("huge.pem", "x".repeat(300_000));
        TestCertificate.of("a.example").writeInto(folder, "a");

        assertThat(look()).isTrue();

        assertThat(files()).containsExactly("a.crt");
    }
}
