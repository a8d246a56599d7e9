package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.StrictWire;
import dev.sluice.proxy.kit.Wire;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where a request's body ends: whatever two readers could see differently (RFC 9112 6 and 7). */
class RequestFramingTest extends Hostile {

    private static final String LAST = "0\r\n\r\n";
    private static final String FIVE = "5\r\nabcde\r\n" + LAST;

    private static String length(String value) {
        return "Content-Length: " + value + "\r\n";
    }

    @Test
    void contentLengthAndTransferEncodingTogether() {
        refused(
                400,
                post(length("6") + CHUNKED, LAST + "G"),
                post(CHUNKED + length("4"), "5c\r\n" + "G".repeat(0x5c) + "\r\n" + LAST),
                post(length("0") + CHUNKED, LAST + SMUGGLED),
                get(length("0") + CHUNKED) + LAST + SMUGGLED,
                post("content-length: 5\r\ntransfer-encoding:chunked\r\n", LAST),
                post(length("5") + "Transfer-Encoding: identity\r\n", "abcde"));
    }

    @Test
    void transferEncodingDisguised() {
        List<String> disguises = List.of(
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                " Transfer-Encoding: chunked",
                "Transfer-Encoding:\u000bchunked",
                "Transfer-Encoding: chunked\u000b",
                "Transfer-Encoding:\fchunked",
                "Transfer-Encoding: \bchunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: 'chunked'",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: cow",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
                "Transfer-Encoding:\r\n chunked",
                "Transfer-Encoding:\r\n\tchunked",
                "X: y\nTransfer-Encoding: chunked",
                "X: y\rTransfer-Encoding: chunked",
                "\rTransfer-Encoding: chunked",
                "Transfer-Encoding: chu\nnked",
                "Transfer-Encoding: chunked\r",
                "\u00ffTransfer-Encoding: chunked",
                "Transfer-Encoding: \u00ffchunked",
                "Transfer-Encoding: chunked\u00ff",
                "Transfer-Encoding:\u00a0chunked",
                "Transfer-Encoding: chunked\u0085",
                "Transfer\0-Encoding: chunked",
                "Transfer-Encoding\0: chunked",
                "Transfer-Encoding: chunked\0",
                "Transfer-Encoding:",
                "Transfer-Encoding chunked",
                "Transfer-Encoding:: chunked");
        refused(400, disguises.stream().map(RequestFramingTest::coded).toArray(String[]::new));
        refused(
                400,
                disguises.stream().map(RequestFramingTest::codedBesideALength).toArray(String[]::new));
        refused(
                501,
                Stream.of("gzip, chunked", "identity, chunked", "cow, chunked", ",chunked", "chunked,")
                        .map(coding -> coded("Transfer-Encoding: " + coding))
                        .toArray(String[]::new));
        assertThat(passes(post("Transfer-Encoding:\t CHUNKED \r\n", FIVE)).body())
                .isEqualTo("abcde");
        StrictWire.Message underscored = passes(post("Transfer_Encoding: chunked\r\nContent_Length: 5\r\n", ""));
        assertThat(underscored.fields()).noneMatch(field -> field.contains("_"));
    }

    private static String coded(String line) {
        return post(line + "\r\n", LAST + SMUGGLED);
    }

    private static String codedBesideALength(String line) {
        return post(line + "\r\n" + length("5"), LAST);
    }

    @Test
    void transferEncodingInHttp10() {
        String head = "POST / HTTP/1.0\r\n" + HOST;
        refused(
                400,
                head + CHUNKED + "\r\n" + LAST,
                head + "Connection: keep-alive\r\n" + CHUNKED + "\r\n" + LAST + SMUGGLED,
                head + length("5") + CHUNKED + "\r\n" + LAST);
    }

    @Test
    void contentLengthMalformed() {
        refused(
                400,
                Stream.of(
                                "+5",
                                "-5",
                                "-0",
                                "0x5",
                                "5 5",
                                "5\t5",
                                "5a",
                                "5.0",
                                "5e0",
                                "5_0",
                                "5;5",
                                ",5",
                                "5,",
                                "'5'",
                                "99999999999999999999",
                                "18446744073709551621",
                                "9223372036854775808",
                                "5\0",
                                "\0005",
                                "5\u000b",
                                "\u000b5",
                                "5\r",
                                "\u00b2",
                                "\u00ff5",
                                "",
                                " ",
                                "\r\n 5")
                        .map(value -> post(length(value), "abcde"))
                        .toArray(String[]::new));
        refused(400, post("Content-Length : 5\r\n", "abcde"), post("Content-Length\0: 5\r\n", "abcde"));
        assertThat(passes(post(length("\t5 \t"), "abcde")).body()).isEqualTo("abcde");
    }

    @Test
    void contentLengthTwice() {
        refused(
                400,
                post(length("5") + length("6"), "abcdef"),
                post(length("0") + length("5"), "abcde"),
                post(length("5") + "content-length: 0\r\n", "abcde"),
                post(length("5") + length("5"), "abcde"),
                post(length("5, 6"), "abcde"),
                post(length("5, 5"), "abcde"));
    }

    @Test
    void chunkSizesAndEnds() {
        refused(
                400,
                Stream.of(
                                "10000000000000005\r\nabcde\r\n",
                                "100000005\r\nabcde\r\n",
                                "fffffffffffffffb\r\nabcde\r\n",
                                "+5\r\nabcde\r\n",
                                "-5\r\nabcde\r\n",
                                "-0\r\n\r\n",
                                "0x5\r\nabcde\r\n",
                                "0x0\r\n\r\n",
                                "0_5\r\nabcde\r\n",
                                "\r\nabcde\r\n",
                                "zz\r\nabcde\r\n",
                                "5z\r\nabcde\r\n",
                                "5\0\r\nabcde\r\n",
                                "\0005\r\nabcde\r\n",
                                " 5\r\nabcde\r\n",
                                "5 \r\nabcde\r\n",
                                "5\u000b\r\nabcde\r\n",
                                "5\r\nabcde",
                                "5\r\nabcde\n",
                                "5\r\nabcde\r",
                                "4\r\nabcde\r\n",
                                "6\r\nabcde\r\n")
                        .map(chunk -> chunked(chunk + LAST + SMUGGLED))
                        .toArray(String[]::new));
    }

    @Test
    void chunkLinesAndExtensions() {
        String much = "a".repeat(64 * 1024);
        refused(
                400,
                Stream.of(
                                "5\nabcde\r\n",
                                "\r5\r\nabcde\r\n",
                                "5\r\r\nabcde\r\n",
                                "5;a\nb\r\nabcde\r\n",
                                "5;a\rb\r\nabcde\r\n",
                                "5;a=\"x\ny\"\r\nabcde\r\n",
                                "5;a=\"x\ry\"\r\nabcde\r\n",
                                "5;a=\"x\r\n" + LAST + SMUGGLED,
                                "5;a\0b\r\nabcde\r\n",
                                "5;" + much + "\r\nabcde\r\n",
                                ("1;" + "a".repeat(1000) + "\r\nx\r\n").repeat(64),
                                "5\r\nabcde\r\n0;" + much + "\r\n\r\n")
                        .map(lines -> chunked(lines + LAST))
                        .toArray(String[]::new));
        refused(400, chunked("5\r\nabcde\r\n0\n\r\n"), chunked("5\r\nabcde\r\n0\r\n\n"));
        assertThat(passes(chunked("5 ; a=b;c=\"d\"\r\nabcde\r\n000;x\r\n\r\n")).body())
                .isEqualTo("abcde");
        assertThat(passes(chunked("1;extension=of20bytes\r\na\r\n".repeat(2000) + LAST))
                        .body())
                .as("short ones are free")
                .hasSize(2000);
    }

    @Test
    void trailersThatFrameOrRoute() throws Exception {
        try (RawClient client = client()) {
            StringBuilder trailers = new StringBuilder();
            for (String name : List.of(
                    "Content-Length",
                    "Transfer-Encoding",
                    "Trailer",
                    "Host",
                    "Connection",
                    "TE",
                    "Upgrade",
                    "Expect",
                    "Via",
                    "Authorization",
                    "Cookie",
                    "Content-Type",
                    "Forwarded",
                    "X-Forwarded-For",
                    "X_Forwarded_For",
                    "X-Real-IP",
                    "X-Gateway-Target",
                    "X-Request-Id",
                    "Proxy")) {
                trailers.append(name).append(": evil\r\n");
            }
            client.send(chunked("5\r\nabcde\r\n0\r\n" + trailers + "X-Sum: 7\r\n\r\n"));
            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(200);
        }
        StrictWire.Message seen = reached().get(0);
        assertThat(seen.body()).isEqualTo("abcde");
        assertThat(seen.trailers()).containsExactly("X-Sum: 7");
        assertThat(seen.fields()).noneMatch(field -> field.contains("evil"));
    }

    @Test
    void trailersByTheLetter() {
        refused(
                400,
                Stream.of(
                                "x",
                                "x : y",
                                ": y",
                                "x(: y",
                                "x\u00e9: y",
                                "x: a\0b",
                                "x: a\rb",
                                "x: a\1b",
                                "x: a\nz: b",
                                " x: y",
                                "x: " + "a".repeat(64 * 1024))
                        .map(trailer -> chunked("5\r\nabcde\r\n0\r\n" + trailer + "\r\n\r\n"))
                        .toArray(String[]::new));
        refused(400, chunked("5\r\nabcde\r\n0\r\n" + "a: b\r\n".repeat(20_000) + "\r\n"));
    }

    @Test
    void bodiesOfGetHeadAndDelete() {
        for (String method : List.of("GET", "HEAD", "DELETE", "OPTIONS")) {
            String line = method + " / HTTP/1.1\r\n" + HOST;
            try (RawClient client = client()) {
                assertThat(passes(client, line + length(String.valueOf(SMUGGLED.length())) + "\r\n" + SMUGGLED)
                                .body())
                        .as(method)
                        .isEqualTo(SMUGGLED);
                String size = Integer.toHexString(SMUGGLED.length());
                assertThat(passes(client, line + CHUNKED + "\r\n" + size + "\r\n" + SMUGGLED + "\r\n" + LAST)
                                .body())
                        .as(method)
                        .isEqualTo(SMUGGLED);
            }
        }
        assertThat(reached()).noneMatch(request -> request.start().contains("smuggled"));
    }

    @Test
    void bodiesThatNothingAnnounces() {
        refused(
                400,
                get("Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5\r\nSec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\n")
                        + "12345678");
    }
}
