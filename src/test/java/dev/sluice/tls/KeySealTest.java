package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.SealedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySealTest {

    private static final OpenedCertificate EC = Opened.ec("a.example");

    @TempDir
    Path directory;

    private SecretKeyFile file() {
        return new SecretKeyFile(directory.resolve("secret.key"));
    }

    @Test
    void aSealedKeyOpensUnderItsSecretAndForItsCertificateOnly() throws Exception {
        KeySeal seal = file().readOrMake();
        SealedKey sealed = seal.seal(EC.key(), "aa");

        assertThat(Objects.requireNonNull(file().read()).open(sealed, "aa", KeyKind.EC))
                .isEqualTo(EC.key());
        assertThat(seal.open(sealed, "bb", KeyKind.EC)).isNull();
        assertThat(seal.open(sealed, "aa", KeyKind.RSA)).isNull();
        assertThat(new KeySeal(new byte[32]).open(sealed, "aa", KeyKind.EC)).isNull();
    }

    @Test
    void severalThatMakeOneAtATimeHaveTheSame() throws Exception {
        for (int round = 0; round < 20; round++) {
            Files.deleteIfExists(directory.resolve("secret.key"));
            ExecutorService doors = Executors.newFixedThreadPool(4);
            try {
                Callable<String> made = () -> file().readOrMake().id();
                Set<String> ids = new HashSet<>();
                for (Future<String> each : doors.invokeAll(Collections.nCopies(4, made))) {
                    ids.add(each.get());
                }
                assertThat(ids)
                        .hasSize(1)
                        .contains(Objects.requireNonNull(file().read()).id());
            } finally {
                doors.shutdownNow();
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("secret.key"));
        }
    }

    @Test
    void anAlteredOneDoesNotOpen() throws Exception {
        KeySeal seal = file().readOrMake();
        SealedKey sealed = seal.seal(EC.key(), "aa");
        byte[] box = Base64.getDecoder().decode(sealed.box());
        for (int at : new int[] {0, 12, box.length - 1}) {
            byte[] altered = box.clone();
            altered[at] ^= 1;
            assertThat(seal.open(
                            new SealedKey(sealed.secret(), Base64.getEncoder().encodeToString(altered)),
                            "aa",
                            KeyKind.EC))
                    .isNull();
        }
        assertThat(seal.open(new SealedKey(sealed.secret(), "AAAA"), "aa", KeyKind.EC))
                .isNull();
        assertThat(seal.open(new SealedKey(sealed.secret(), "*"), "aa", KeyKind.EC))
                .isNull();
    }

    @Test
    void noTwoSealsAreAlikeAndNeitherShowsTheKey() throws Exception {
        KeySeal seal = file().readOrMake();

        SealedKey one = seal.seal(EC.key(), "aa");

        assertThat(one.box()).isNotEqualTo(seal.seal(EC.key(), "aa").box());
        assertThat(one.box().length()).isGreaterThan(EC.key().getEncoded().length);
        assertThat(seal.toString() + one).doesNotContain(one.box());
    }

    @Test
    void theSecretIsMadeOnceForOurEyesOnly() throws Exception {
        assertThat(file().read()).isNull();

        KeySeal made = file().readOrMake();

        assertThat(file().readOrMake().id()).isEqualTo(made.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("secret.key"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void anOperatorsOwnIsTakenRawOrInBase64AndAnythingElseIsRefused() throws Exception {
        byte[] secret = new byte[32];
        secret[3] = 7;
        Files.write(directory.resolve("secret.key"), secret);
        KeySeal raw = Objects.requireNonNull(file().read());
        Files.writeString(directory.resolve("secret.key"), Base64.getEncoder().encodeToString(secret) + "\n");
        assertThat(Objects.requireNonNull(file().read()).id()).isEqualTo(raw.id());

        Files.writeString(directory.resolve("secret.key"), "too short");

        assertThatThrownBy(() -> file().readOrMake())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 9 bytes, expected 32");
    }
}
