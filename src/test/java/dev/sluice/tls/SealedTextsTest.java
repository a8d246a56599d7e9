package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.SecretSeal.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedTextsTest {

    private static final String PLAIN = "what-nobody-may-read";

    @TempDir
    Path directory;

    private final RoomThread thread = new RoomThread();

    @AfterEach
    void close() {
        thread.close();
    }

    private SealedTexts texts(String file) {
        return new SealedTexts(new SecretKeyFile(directory.resolve(file)), thread);
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void aTextOpensForItsUseOnly() {
        SealedTexts texts = texts("secret.key");
        SealedKey sealed = await(texts.seal(PLAIN, Use.WEBHOOK_SECRET));

        assertThat(await(texts("secret.key").open(sealed, Use.WEBHOOK_SECRET))).isEqualTo(PLAIN);
        assertThat(sealed.box()).doesNotContain(PLAIN);
        assertThatThrownBy(() -> await(texts.open(sealed, Use.WEBHOOK_TOKEN))).isInstanceOf(CompletionException.class);
    }

    @Test
    void withoutItsSecretItSaysWhichOneItWas() throws Exception {
        SealedKey sealed = await(texts("secret.key").seal(PLAIN, Use.WEBHOOK_TOKEN));
        await(texts("other.key").seal(PLAIN, Use.WEBHOOK_TOKEN));

        assertThatThrownBy(() -> await(texts("other.key").open(sealed, Use.WEBHOOK_TOKEN)))
                .hasMessageContaining("sealed under the secret " + sealed.secret())
                .hasMessageContaining("other.key (secret-key-file) holds ");
        Files.delete(directory.resolve("other.key"));
        assertThatThrownBy(() -> await(texts("other.key").open(sealed, Use.WEBHOOK_TOKEN)))
                .hasMessageEndingWith("other.key (secret-key-file) is not there");
        assertThat(directory.resolve("other.key")).doesNotExist();
    }
}
