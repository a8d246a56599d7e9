package dev.sluice.tls;

import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.SecretSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Small secrets, sealed as private keys are; works on the thread of its room. */
final class SealedTexts implements SecretSeal {

    private final SecretKeyFile secret;
    private final RoomThread thread;

    SealedTexts(SecretKeyFile secret, RoomThread thread) {
        this.secret = secret;
        this.thread = thread;
    }

    @Override
    public CompletionStage<SealedKey> seal(String plain, Use use) {
        return thread.run(() -> {
            byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
            try {
                return secret.readOrMake().seal(bytes, owner(use));
            } catch (IOException e) {
                throw new UncheckedIOException("It cannot be sealed: secret-key-file: " + e.getMessage(), e);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        });
    }

    @Override
    public CompletionStage<String> open(SealedKey sealed, Use use) {
        return thread.run(() -> {
            KeySeal seal = read();
            byte[] plain = seal == null ? null : seal.open(sealed, owner(use));
            if (plain == null) {
                String held = seal == null ? "is not there" : "holds " + seal.id();
                throw new IllegalStateException("sealed under the secret " + sealed.secret() + ", but " + secret
                        + " (secret-key-file) " + held);
            }
            try {
                return new String(plain, StandardCharsets.UTF_8);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        });
    }

    private @Nullable KeySeal read() {
        try {
            return secret.read();
        } catch (IOException e) {
            throw new UncheckedIOException("secret-key-file: " + e.getMessage(), e);
        }
    }

    private static String owner(Use use) {
        return use.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
