package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.ProxyOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose fields a request is written with. */
class AnswerCodecTest {

    private final AnswerCodec codec = new AnswerCodec(AnswerCodec.limits(ProxyOptions.defaults()));
    private final EmbeddedChannel channel = new EmbeddedChannel(codec);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void fieldsThatGoPastVertxStandForAllOthers() {
        codec.fieldsOfNext().add("host", "a.example").add("x-mine", "1");
        assertThat(written("/one")).isEqualTo("GET /one HTTP/1.1\r\nhost: a.example\r\nx-mine: 1\r\n\r\n");
    }

    @Test
    void theyAreOfOneRequestAlone() {
        codec.fieldsOfNext().add("x-secret", "of the first");
        written("/one");
        assertThat(written("/two")).isEqualTo("GET /two HTTP/1.1\r\nx-own: /two\r\n\r\n");
    }

    @Test
    void thoseOfARequestThatIsNotWrittenAreForgotten() {
        codec.fieldsOfNext().add("x-secret", "of the first");
        codec.forgetFields();
        assertThat(written("/two")).isEqualTo("GET /two HTTP/1.1\r\nx-own: /two\r\n\r\n");
    }

    private String written(String target) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        request.headers().set("x-own", target);
        channel.writeOutbound(request);
        StringBuilder text = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            text.append(piece.toString(StandardCharsets.US_ASCII));
            piece.release();
        }
        return text.toString();
    }
}
