package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In how many pieces answers leave, and whose the bytes are. */
class AnswerEncoderTest {

    private final AnswerEncoder encoder = new AnswerEncoder();
    private final EmbeddedChannel channel = new EmbeddedChannel(encoder);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 1024, AnswerEncoder.MOST_MERGED})
    void smallOnesAreOnePiece(int length) {
        channel.writeOutbound(answer(HttpResponseStatus.OK, body(length)));
        assertThat(pieces()).containsExactly(head("200 OK", length) + "x".repeat(length));
    }

    @Test
    void largerOnesAreNotCopied() {
        int length = AnswerEncoder.MOST_MERGED + 1;
        channel.writeOutbound(answer(HttpResponseStatus.OK, body(length)));
        assertThat(pieces()).containsExactly(head("200 OK", length), "x".repeat(length));
    }

    @Test
    void headsGrowAndShrink() {
        for (int fields : new int[] {0, 200, 0, 0, 1000, 3}) {
            FullHttpResponse answer = answer(HttpResponseStatus.OK, body(5));
            for (int i = 0; i < fields; i++) {
                answer.headers().add("x-field", "value");
            }
            channel.writeOutbound(answer);
            assertThat(pieces())
                    .containsExactly("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n" + "x-field: value\r\n".repeat(fields)
                            + "\r\nxxxxx");
        }
    }

    @Test
    void chunkedOnesAreFramed() {
        FullHttpResponse answer = answer(HttpResponseStatus.OK, body(3));
        answer.headers().remove(HttpHeaderNames.CONTENT_LENGTH).set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        channel.writeOutbound(answer);
        assertThat(String.join("", pieces()))
                .isEqualTo("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nxxx\r\n0\r\n\r\n");
    }

    @Test
    void partsAreWrittenAsTheyCome() {
        DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, 4);
        channel.writeOutbound(head, new DefaultHttpContent(body(2)), new DefaultHttpContent(body(2)));
        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(String.join("", pieces())).isEqualTo(head("200 OK", 4) + "xxxx");
    }

    @Test
    void whatMustHaveNoBodyHasNone() {
        channel.writeOutbound(answer(HttpResponseStatus.NO_CONTENT, body(4)));
        assertThat(String.join("", pieces())).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    }

    @Test
    void aBodyGoesPastWhoeverWritesTheHead() {
        ByteBuf body = body(6);
        FullHttpResponse head = answer(HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, 6);
        assertThat(encoder.end(writing(() -> channel.writeOutbound(head)), body))
                .isNotNull();
        assertThat(pieces()).containsExactly(head("200 OK", 6) + "xxxxxx");
        assertThat(body.refCnt()).isZero();

        channel.writeOutbound(answer(HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
        assertThat(pieces()).as("the next one has a body of its own").containsExactly(head("200 OK", 0));
    }

    @Test
    void aBodyThatNobodyWritesIsReleased() {
        ByteBuf body = body(6);
        assertThat(encoder.end(writing(() -> true), body)).isNull();
        assertThat(body.refCnt()).isZero();
    }

    private static HttpServerResponse writing(Supplier<?> end) {
        return (HttpServerResponse) Proxy.newProxyInstance(
                HttpServerResponse.class.getClassLoader(), new Class<?>[] {HttpServerResponse.class}, (p, m, a) -> {
                    assertThat(m.getName()).isEqualTo("end");
                    end.get();
                    return Future.succeededFuture();
                });
    }

    private static FullHttpResponse answer(HttpResponseStatus status, ByteBuf body) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return answer;
    }

    private static ByteBuf body(int length) {
        return Unpooled.copiedBuffer("x".repeat(length), StandardCharsets.US_ASCII);
    }

    private static String head(String status, int length) {
        return "HTTP/1.1 " + status + "\r\ncontent-length: " + length + "\r\n\r\n";
    }

    private List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            pieces.add(piece.toString(StandardCharsets.US_ASCII));
            piece.release();
        }
        return pieces;
    }
}
