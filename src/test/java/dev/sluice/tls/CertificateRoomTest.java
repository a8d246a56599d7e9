package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.NewCertificate;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import dev.sluice.testing.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateRoomTest {

    private static final TestCertificate A = TestCertificate.of("a.example");
    private static final TestCertificate B = TestCertificate.of("b.example");

    @TempDir
    Path folder;

    private CertificateRoom room;

    private CertificateRoom open() {
        return open("secret.key");
    }

    private CertificateRoom open(String secretFile) {
        TlsOptions options =
                new TlsOptions(folder.resolve("certs"), folder.resolve(secretFile), "", Duration.ofMillis(20));
        room = done(CertificateRoom.open(options));
        return room;
    }

    @AfterEach
    void close() {
        if (room != null) {
            room.close();
        }
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private NewCertificate examined(TestCertificate certificate) {
        return done(room.examine(certificate.chainPem(), certificate.keyPem()));
    }

    private static Certificate kept(long id, NewCertificate examined) {
        return new Certificate(
                id,
                CertificateSource.API,
                examined.facts(),
                examined.chain(),
                examined.key(),
                Stamp.created(Instant.now(), id));
    }

    @Test
    void whatIsExaminedIsShownOnceItIsKeptAndAfterARestartToo() {
        open();
        Certificate certificate = kept(1, examined(A));
        assertThat(room.covers("a.example")).isFalse();

        done(room.keep(List.of(certificate)));

        String fingerprint = certificate.facts().fingerprint();
        assertThat(room.covers("a.example")).isTrue();
        assertThat(room.shownFor(fingerprint)).containsExactly("a.example");
        assertThat(room.fault(fingerprint)).isNull();
        room.close();
        done(open().keep(List.of(certificate)));
        assertThat(room.covers("a.example")).isTrue();
        done(room.keep(List.of()));
        assertThat(room.covers("a.example")).isFalse();
        assertThat(room.shownFor(fingerprint)).isEmpty();
    }

    @Test
    void underAnotherSecretOneIsNotShownAndSaysWhyAndOthersAreShown() throws Exception {
        open();
        Certificate under = kept(1, examined(A));
        room.close();
        open("other.key");
        Certificate other = kept(2, examined(B));

        done(room.keep(List.of(under, other)));

        assertThat(room.covers("a.example")).isFalse();
        assertThat(room.covers("b.example")).isTrue();
        assertThat(room.fault(under.facts().fingerprint()))
                .contains("sealed under the secret " + under.key().secret())
                .contains(folder.resolve("other.key") + " (secret-key-file) holds "
                        + other.key().secret());
        Files.delete(folder.resolve("other.key"));
        done(room.keep(List.of(under, other)));
        assertThat(room.fault(under.facts().fingerprint())).contains("is not there");
        assertThat(room.covers("b.example")).as("opened before").isTrue();
        Files.copy(folder.resolve("secret.key"), folder.resolve("other.key"));
        done(room.keep(List.of(under, other)));
        assertThat(room.covers("a.example")).isTrue();
    }

    @Test
    void aSecretThatIsPutRightIsNoticedWithoutAChange() throws Exception {
        open();
        Certificate certificate = kept(1, examined(A));
        room.close();
        Path secret = folder.resolve("secret.key");
        Path right = Files.move(secret, folder.resolve("aside"));
        open();
        done(room.keep(List.of(certificate)));
        String fingerprint = certificate.facts().fingerprint();
        assertThat(room.fault(fingerprint)).contains("is not there");

        Files.writeString(secret, "half");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> room.fault(fingerprint).contains("holds 4 bytes, expected 32"));
        Files.move(right, secret, StandardCopyOption.REPLACE_EXISTING);

        await().atMost(Duration.ofSeconds(5)).until(() -> room.covers("a.example"));
        assertThat(room.fault(fingerprint)).isNull();
    }

    @Test
    void aBadOneIsRefusedWithEveryReason() {
        open();

        assertThatThrownBy(() -> done(room.examine("", "")))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(Rejection.class, refused -> {
                    assertThat(refused.code()).isEqualTo(RejectionCode.INVALID);
                    assertThat(refused.problems()).isNotEmpty();
                });
        Instant now = Instant.now();
        TestCertificate expired = TestCertificate.valid(now.minusSeconds(90), now.minusSeconds(30), "a.example");
        assertThatThrownBy(() -> examined(expired)).cause().hasMessageContaining("expired on");
        assertThat(folder.resolve("secret.key")).as("nothing was sealed").doesNotExist();
    }

    @Test
    void filesAndKeptOnesAreMergedAndTheOneThatLastsLongerIsShown() throws Exception {
        Files.createDirectory(folder.resolve("certs"));
        TestCertificate file = TestCertificate.valid(
                Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(9)), "a.example");
        file.writeInto(folder.resolve("certs"), "a");
        open();
        assertThat(room.files()).singleElement().satisfies(found -> assertThat(found.file())
                .isEqualTo("a.crt"));
        String ofFile = room.files().get(0).facts().fingerprint();

        Certificate shorter = kept(1, examined(A));
        done(room.keep(List.of(shorter)));

        assertThat(room.shownFor(ofFile)).containsExactly("a.example");
        assertThat(room.shownFor(shorter.facts().fingerprint())).isEmpty();
        Files.delete(folder.resolve("certs/a.crt"));
        await().atMost(Duration.ofSeconds(5)).until(() -> room.files().isEmpty());
        assertThat(room.shownFor(shorter.facts().fingerprint())).containsExactly("a.example");
    }

    @Test
    void aNewFileIsShownWithinTwoLooks() throws Exception {
        open();
        Files.createDirectory(folder.resolve("certs"));

        B.writeInto(folder.resolve("certs"), "b");

        await().atMost(Duration.ofSeconds(5)).until(() -> room.covers("b.example"));
    }

    @Test
    void afterTheEndNothingIsTakenOn() {
        open().close();

        assertThatThrownBy(() -> done(room.settled())).isInstanceOf(CompletionException.class);
    }
}
