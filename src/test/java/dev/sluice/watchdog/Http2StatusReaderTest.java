package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What counts as an HTTP/2 answer, in any pieces. */
class Http2StatusReaderTest {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;

    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 32;

    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final ByteBuf answer = Unpooled.buffer();

    @Test
    void theStatusIsReadPastFramesOfTheConnection() {
        frame(SETTINGS, 0, 0, new byte[12]);
        frame(SETTINGS, ACK, 0, new byte[0]);
        frame(WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 1, 0});
        frame(0xfa, 0, 0, new byte[3]); // of a kind that nobody knows
        frame(HEADERS, END_HEADERS, 1, head("404"));
        assertStatus(404);
    }

    @Test
    void interimAnswersAreSkipped() {
        settings();
        frame(HEADERS, END_HEADERS, 1, head("103"));
        frame(HEADERS, END_HEADERS, 1, head("200"));
        assertStatus(200);
    }

    @Test
    void aHeadMayComeInPartsPaddedAndWithAPriority() {
        settings();
        byte[] whole = head("503");
        ByteBuf first = Unpooled.buffer()
                .writeByte(4)
                .writeBytes(new byte[5])
                .writeBytes(whole, 0, 1)
                .writeBytes(new byte[4]);
        frame(HEADERS, PADDED | PRIORITY, 1, ByteBufUtil.getBytes(first));
        frame(CONTINUATION, 0, 1, new byte[0]);
        frame(CONTINUATION, END_HEADERS, 1, ByteBufUtil.getBytes(Unpooled.wrappedBuffer(whole, 1, whole.length - 1)));
        assertStatus(503);
    }

    @Test
    void withoutSettingsItIsNone() {
        frame(HEADERS, END_HEADERS, 1, head("200"));
        assertNone();
    }

    @Test
    void anAnswerInHttp1IsNone() {
        answer.writeBytes("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertNone();
    }

    @Test
    void aStreamThatIsRefusedHasNone() {
        settings();
        frame(RST_STREAM, 0, 1, new byte[] {0, 0, 0, 7});
        assertNone();
    }

    @Test
    void aConnectionThatIsEndedHasNone() {
        settings();
        frame(GO_AWAY, 0, 0, new byte[8]);
        assertNone();
    }

    @Test
    void aBodyWithoutAHeadIsNone() {
        settings();
        frame(DATA, 0, 1, new byte[5]);
        assertNone();
    }

    @Test
    void aHeadWithoutAStatusOrForAnotherStreamIsNone() {
        settings();
        frame(HEADERS, END_HEADERS, 1, head("abc"));
        assertNone();
        answer.clear();
        settings();
        frame(HEADERS, END_HEADERS, 3, head("200"));
        assertNone();
    }

    @Test
    void bytesThatAreNoHeadOrMoreThanAHeadMayHaveAreNone() {
        settings();
        frame(HEADERS, END_HEADERS, 1, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
        assertNone();
        answer.clear();
        settings();
        frame(HEADERS, 0, 1, new byte[10_000]);
        frame(CONTINUATION, 0, 1, new byte[10_000]);
        assertNone();
        answer.clear();
        for (int i = 0; i < 5; i++) {
            frame(SETTINGS, 0, 0, new byte[16_002 / 6 * 6]);
        }
        assertNone();
    }

    @Test
    void theBeginningOfOneIsNotDecided() {
        settings();
        frame(HEADERS, END_HEADERS, 1, head("200"));
        byte[] bytes = ByteBufUtil.getBytes(answer);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(new Http2StatusReader().read(Buffer.buffer().appendBytes(bytes, 0, length)))
                    .isSameAs(AnswerReader.MORE);
        }
    }

    private void settings() {
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    private byte[] head(String status) {
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(
                    1, new DefaultHttp2Headers(false).status(status).set("server", "x"), block);
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
        return ByteBufUtil.getBytes(block);
    }

    private void frame(int type, int flags, int stream, byte[] payload) {
        answer.writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
    }

    private void assertStatus(int status) {
        assertThat(inOne().status()).isEqualTo(status);
        assertThat(byteByByte().status()).isEqualTo(status);
    }

    private void assertNone() {
        assertThat(inOne()).isSameAs(AnswerReader.NOT_HTTP);
        assertThat(byteByByte()).isSameAs(AnswerReader.NOT_HTTP);
    }

    private AnswerReader.Result inOne() {
        return new Http2StatusReader().read(Buffer.buffer(ByteBufUtil.getBytes(answer)));
    }

    /** The first decision that falls. */
    private AnswerReader.Result byteByByte() {
        AnswerReader reader = new Http2StatusReader();
        for (byte b : ByteBufUtil.getBytes(answer)) {
            AnswerReader.Result result = reader.read(Buffer.buffer(new byte[] {b}));
            if (result != AnswerReader.MORE) {
                return result;
            }
        }
        return AnswerReader.MORE;
    }
}
