package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an HTTP answer, in any pieces. */
class StatusReaderTest {

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, 200",
        "HTTP/1.0 404 Not Found, 404",
        "HTTP/1.1 999 odd, 999",
        "HTTP/1.1 101 Switching Protocols, 101"
    })
    void statusIsRead(String bytes, int status) {
        assertThat(inOne(bytes).status()).isEqualTo(status);
        assertThat(byteByByte(bytes).status()).isEqualTo(status);
    }

    /** Some servers leave out the reason and the space before it. */
    @Test
    void theReasonMayBeMissing() {
        assertThat(inOne("HTTP/1.1 204\r\n").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2",
                "http/1.1 200 OK",
                "HTTP/2.0 200 OK",
                "HTTP/1.1  200 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 20 OK",
                "HTTP/1.1 -12 OK",
                "HTTP/1.1 099 OK",
                "HTTP/1.1 200\n",
                "\r\nHTTP/1.1 200 OK",
                "\u0015\u0003\u0001",
                "\u0000"
            })
    void anythingElseIsNotHttp(String bytes) {
        assertThat(inOne(bytes)).isSameAs(StatusReader.NOT_HTTP);
        assertThat(byteByByte(bytes)).isSameAs(StatusReader.NOT_HTTP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "H", "HTTP/1.", "HTTP/1.1 20", "HTTP/1.1 200"})
    void theBeginningOfOneIsNotDecided(String bytes) {
        assertThat(inOne(bytes)).isSameAs(StatusReader.MORE);
    }

    @Test
    void interimAnswersAreSkipped() {
        String bytes = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 503 No\r\n";
        assertThat(inOne(bytes).status()).isEqualTo(503);
        assertThat(byteByByte(bytes).status()).isEqualTo(503);
    }

    @Test
    void anInterimAnswerWithoutEndIsNotHttp() {
        String endless = "HTTP/1.1 103 Early Hints\r\n" + "x: y\r\n".repeat(4_000);
        assertThat(inOne(endless)).isSameAs(StatusReader.NOT_HTTP);
    }

    private static StatusReader.Result inOne(String bytes) {
        return new StatusReader().read(Buffer.buffer(bytes));
    }

    /** The first decision that falls. */
    private static StatusReader.Result byteByByte(String bytes) {
        StatusReader reader = new StatusReader();
        for (char c : bytes.toCharArray()) {
            StatusReader.Result result = reader.read(Buffer.buffer(new byte[] {(byte) c}));
            if (result != StatusReader.MORE) {
                return result;
            }
        }
        return StatusReader.MORE;
    }
}
