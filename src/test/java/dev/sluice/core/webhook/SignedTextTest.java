package dev.sluice.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedTextTest {

    @Test
    void theTimeADotAndTheBodyAsItIsSent() {
        byte[] text = SignedText.of(Instant.ofEpochSecond(1_700_000_000, 999), "{\"ä\":1}".getBytes(UTF_8));

        assertThat(text).isEqualTo("1700000000.{\"ä\":1}".getBytes(UTF_8));
    }

    @Test
    void theSignatureIsInHexadecimal() {
        assertThat(SignedText.signature(new byte[] {0, (byte) 0xAB, 0x7F})).isEqualTo("sha256=00ab7f");
    }
}
