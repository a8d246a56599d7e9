package dev.sluice.proxy.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.ContentCoding;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the compressors make, read by decoders that are not ours. */
final class EncodersTest {

    private final Encoders encoders = new Encoders();

    @AfterEach
    void close() {
        assertThat(encoders.open()).isZero();
        encoders.close();
    }

    @Test
    void makesAllCodingsHere() {
        assertThat(Codings.usable()).containsExactly(ContentCoding.values());
    }

    @ParameterizedTest
    @EnumSource
    void makesWhatOthersRead(ContentCoding coding) throws IOException {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 511, 64 * 1024, 64 * 1024 + 1, 300_000}) {
            for (boolean text : new boolean[] {true, false}) {
                byte[] plain = text ? text(random, size) : noise(random, size);
                assertThat(Decoding.bytes(coding, encoded(coding, plain, 1 + random.nextInt(100_000))))
                        .as("%s of %d bytes", coding, size)
                        .isEqualTo(plain);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesTextSmall(ContentCoding coding) {
        byte[] plain = text(new Random(7), 64 * 1024);
        assertThat(encoded(coding, plain, 16 * 1024).length).isLessThan(plain.length / 2);
    }

    @ParameterizedTest
    @EnumSource
    void holdsNothingBackBehindAFlush(ContentCoding coding) throws IOException {
        Encoder encoder = open(coding);
        ByteBuf sent = Unpooled.buffer();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            String event = "data: " + "event ".repeat(i * i) + i + "\n\n";
            plain.append(event);
            encoder.encode(Unpooled.copiedBuffer(event, StandardCharsets.UTF_8), sent);
            encoder.flush(sent);
            InputStream read = Decoding.decoder(coding, new ByteArrayInputStream(bytes(sent)));
            byte[] seen = new byte[plain.length()];
            for (int at = 0; at < seen.length; at++) { // asked for many, some decoders want to see the end first
                seen[at] = (byte) read.read();
            }
            assertThat(new String(seen, StandardCharsets.UTF_8)).isEqualTo(plain.toString());
        }
        encoder.flush(sent);
        encoder.finish(sent);
        assertThat(Decoding.bytes(coding, bytes(sent)))
                .isEqualTo(plain.toString().getBytes(StandardCharsets.UTF_8));
        encoder.close();
    }

    @ParameterizedTest
    @EnumSource
    void forgetsAnAnswerThatBrokeOff(ContentCoding coding) throws IOException {
        byte[] first = encoded(coding, text(new Random(1), 5000), 1000);
        Encoder broken = open(coding);
        broken.encode(Unpooled.wrappedBuffer(noise(new Random(3), 70_000)), Unpooled.buffer());
        broken.close();
        assertThat(encoded(coding, text(new Random(1), 5000), 1000)).isEqualTo(first);
    }

    @Test
    void hasNoMoreAtWorkThanItMay() {
        List<Encoder> all = new ArrayList<>();
        for (int i = 0; i < Encoders.MOST_OPEN; i++) {
            all.add(open(ContentCoding.GZIP));
        }
        assertThat(encoders.open(ContentCoding.ZSTD)).isNull();
        all.remove(0).close();
        all.add(open(ContentCoding.ZSTD));
        all.forEach(Encoder::close);
    }

    private Encoder open(ContentCoding coding) {
        Encoder made = encoders.open(coding);
        assertThat(made).isNotNull();
        return made;
    }

    private byte[] encoded(ContentCoding coding, byte[] plain, int piece) {
        Encoder encoder = open(coding);
        ByteBuf out = Unpooled.buffer();
        for (int at = 0; at < plain.length; at += piece) {
            encoder.encode(Unpooled.wrappedBuffer(plain, at, Math.min(piece, plain.length - at)), out);
            if (at % 3 == 0) {
                encoder.flush(out);
            }
        }
        encoder.finish(out);
        encoder.close();
        return bytes(out);
    }

    private static byte[] bytes(ByteBuf from) {
        byte[] all = new byte[from.readableBytes()];
        from.getBytes(from.readerIndex(), all);
        return all;
    }

    private static byte[] text(Random random, int size) {
        StringBuilder made = new StringBuilder();
        while (made.length() < size) {
            made.append("{\"id\":").append(random.nextInt(100_000)).append(",\"name\":\"route\",\"enabled\":true}\n");
        }
        return made.substring(0, size).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise(Random random, int size) {
        byte[] made = new byte[size];
        random.nextBytes(made);
        return made;
    }
}
