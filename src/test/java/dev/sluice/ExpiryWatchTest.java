package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.FakeClock;
import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.NewCertificate;
import dev.sluice.core.model.Stamp;
import dev.sluice.testing.TestCertificate;
import dev.sluice.tls.CertificateRoom;
import dev.sluice.tls.TlsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of real certificates, of both origins, as the clock goes on. */
class ExpiryWatchTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock();
    private final List<Certificate> kept = new ArrayList<>();
    private final List<Event> told = new ArrayList<>();
    private CertificateRoom room;
    private ExpiryWatch watch;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectory(folder.resolve("certs"));
        clock.moveWall(Duration.between(clock.wall(), Instant.now()));
        room = CertificateRoom.open(new TlsOptions(
                        folder.resolve("certs"), folder.resolve("secret.key"), "", Duration.ofMillis(20)))
                .toCompletableFuture()
                .join();
        watch = new ExpiryWatch(clock, room, () -> kept, told::add);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static TestCertificate lasting(int days, String name) {
        Instant now = Instant.now();
        return TestCertificate.valid(now.minus(Duration.ofDays(60)), now.plus(Duration.ofDays(days)), name);
    }

    private void keep(long id, TestCertificate certificate) {
        NewCertificate examined = room.examine(certificate.chainPem(), certificate.keyPem())
                .toCompletableFuture()
                .join();
        kept.add(new Certificate(
                id,
                CertificateSource.API,
                examined.facts(),
                examined.chain(),
                examined.key(),
                Stamp.created(Instant.now(), id)));
        room.keep(kept).toCompletableFuture().join();
    }

    private List<String> look() {
        told.clear();
        watch.look();
        return told.stream().map(Event::message).toList();
    }

    @Test
    void bothOriginsAreToldOfUntilTheyAreReplaced() {
        keep(7, lasting(10, "api.example"));
        lasting(30, "file.example").writeInto(folder.resolve("certs"), "site");
        await().atMost(SOON).until(() -> room.files().size() == 1);

        assertThat(look())
                .singleElement()
                .asString()
                .startsWith("Certificate 7 for api.example expires within 21 days, on ");
        assertThat(look()).isEmpty();
        clock.advance(Duration.ofDays(9).plusHours(1));
        assertThat(look())
                .satisfiesExactly(
                        first ->
                                assertThat(first).startsWith("Certificate 7 for api.example expires within a day, on "),
                        second -> assertThat(second)
                                .startsWith(
                                        "The certificate in site.crt for file.example expires within 21 days, on "));

        keep(8, lasting(300, "api.example")); // 7 is still there, and shown to nobody
        clock.advance(Duration.ofDays(22));
        assertThat(look())
                .singleElement()
                .asString()
                .startsWith("The certificate in site.crt for file.example expired on ");
    }
}
