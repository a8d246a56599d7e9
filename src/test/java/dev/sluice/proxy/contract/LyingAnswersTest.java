package dev.sluice.proxy.contract;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that are none, or not what they say: 502, or plainly cut; and the next client is served as ever. */
class LyingAnswersTest extends Contract {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String LENGTH_2 = "Content-Length: 2\r\n\r\nok";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNK = "2\r\nok\r\n0\r\n\r\n";

    private void gives502(String bytes) {
        try (Faulty upstream = Faulty.saying(this, bytes)) {
            upstream.refuses(bytes, askedOnce("GET"), 502);
            upstream.isDropped(bytes);
        }
    }

    private void gives502AtTheEnd(String bytes) {
        try (Faulty upstream = Faulty.sayingAndClosing(this, bytes)) {
            upstream.refuses(bytes, askedOnce("GET"), 502);
            upstream.isDropped(bytes);
        }
    }

    private void isCleanedOrGives502(String bytes) {
        try (Faulty upstream = Faulty.saying(this, bytes)) {
            upstream.cleansOrRefuses(bytes, askedOnce("GET"), "ok");
            upstream.goesOn(bytes);
        }
    }

    private void isCut(String bytes) {
        try (Faulty upstream = Faulty.sayingAndClosing(this, bytes)) {
            upstream.cuts(bytes, askedOnce("GET"));
            upstream.isDropped(bytes);
        }
    }

    private void isCutBeforeItsEnd(String bytes) {
        try (Faulty upstream = Faulty.saying(this, bytes)) {
            upstream.cuts(bytes, askedOnce("GET"));
            upstream.isDropped(bytes);
        }
    }

    @Test
    void garbageIsNoAnswer() {
        for (String garbage : List.of(
                "garbage\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail ESMTP\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "\0" + OK + LENGTH_2,
                "\u0001\u0002" + OK + LENGTH_2,
                LENGTH_2)) {
            gives502(garbage);
        }
        gives502AtTheEnd("\u0015\u0003\u0001\0\u0002\u0002F");
    }

    @Test
    void anAnswerOfHttp09IsNoAnswer() {
        gives502AtTheEnd("<html><body>hello</body></html>");
        gives502AtTheEnd("<html>\r\n<body>\r\n\r\nhello</body></html>\r\n");
    }

    @Test
    void aStatusIsThreeDigits() {
        for (String status : List.of(
                "0", "20", "99", "000", "099", "1000", "2000", "abc", "-1", "+200", "2x0", "20.0", "0x200", "1e2")) {
            gives502("HTTP/1.1 " + status + " X\r\n" + LENGTH_2);
        }
    }

    @Test
    void anotherVersionIsNoAnswer() {
        for (String version : List.of(
                "HTTP/2.0", "HTTP/9.9", "HTTP/3", "HTTP/0.9", "HTTP/1.", "HTTP", "HTTP/1.1x", "HTTPS/1.1", "ICY")) {
            gives502(version + " 200 OK\r\n" + LENGTH_2);
        }
    }

    @Test
    void anEndBeforeOrInTheHeadIsNoAnswer() {
        for (String begun : List.of("", "HTTP/1.1 20", OK, OK + "Content-Le", OK + "Content-Length: 0\r\n\r")) {
            gives502AtTheEnd(begun);
        }
        for (String begun : List.of("", OK + "X-A: b\r\n")) {
            try (Faulty upstream = Faulty.answering(this, wire -> {
                wire.send(begun);
                wire.reset();
            })) {
                upstream.refuses("reset after " + begun, askedOnce("GET"), 502);
                upstream.isDropped("reset after " + begun);
            }
        }
    }

    @Test
    void aBodyThatBreaksOffIsCut() {
        for (String body : List.of("", "abc", "a".repeat(100_000))) {
            isCut(OK + "Content-Length: 1000000\r\n\r\n" + body);
        }
        for (String body : List.of("", "3\r\nabc\r\n", "a\r\nabc", "3\r\nabc\r\n0", "3\r\nabc\r\n0\r\nX-A: b\r\n")) {
            isCut(CHUNKED + body);
        }
        isCut(OK + "Content-Length: 2147483647\r\n\r\nabc");
        try (Faulty upstream = Faulty.answering(this, wire -> {
            wire.send(OK + "\r\nwithout framing");
            wire.reset();
        })) {
            upstream.cuts("reset instead of an end", askedOnce("GET"));
            upstream.isDropped("reset instead of an end");
        }
    }

    @Test
    void aChunkIsFramedInHexadecimal() {
        for (String chunk : List.of(
                "zz\r\nabc\r\n",
                "-3\r\nabc\r\n",
                "+3\r\nabc\r\n",
                "0x3\r\nabc\r\n",
                "0_3\r\nabc\r\n",
                "\"3\"\r\nabc\r\n",
                "3.0\r\nabc\r\n",
                "3g\r\nabc\r\n",
                "3\0\r\nabc\r\n",
                "\r\nabc\r\n",
                "FFFFFFFFFFFFFFFFF\r\nabc\r\n",
                "100000003\r\nabc\r\n",
                "3\r\nabc0\r\n\r\n",
                "3\r\nabcdef\r\n")) {
            isCutBeforeItsEnd(CHUNKED + chunk + "0\r\n\r\n");
            isCutBeforeItsEnd(CHUNKED + "2\r\nhi\r\n" + chunk + "0\r\n\r\n");
        }
        isCutBeforeItsEnd(CHUNKED + "3;" + "a".repeat(100_000));
        isCutBeforeItsEnd(CHUNKED + "3\r\nabc\r\n0\r\n" + "X-A: b\r\n".repeat(100_000));
    }

    @Test
    void aLengthIsOneNumber() {
        for (String length : List.of(
                "abc", "+2", "-2", "2 2", "2, 3", "2;", "0x2", "2.0", "\"2\"", "2\0", "", "99999999999999999999")) {
            gives502(OK + "Content-Length: " + length + "\r\n\r\nok");
        }
        gives502(OK + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok");
        gives502(OK + "Content-Length: 3\r\nX-A: b\r\ncontent-length: 2\r\n\r\nok");
    }

    @Test
    void anAnswerIsFramedOnce() {
        for (String framing : List.of(
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 12",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \u00ffchunked")) {
            gives502(OK + framing + "\r\n\r\n" + CHUNK);
        }
        gives502("HTTP/1.0 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK);
        String both = OK + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (Faulty upstream = Faulty.saying(this, both)) {
            upstream.refuses("HEAD", askedOnce("HEAD"), 502);
            upstream.isDropped("HEAD");
        }
    }

    @Test
    void aFieldHasANameAndAColon() {
        for (String field : List.of(
                ": b",
                "X A: b",
                "X\tA: b",
                "X(A): b",
                "X\0A: b",
                "X\u00e4: b",
                "\"X\": b",
                "X-A",
                "X A",
                "X-A: a\0b")) {
            gives502(OK + field + "\r\n" + LENGTH_2);
        }
    }

    @Test
    void aValueAndAReasonHoldNoControlCharacters() {
        for (String bad : List.of("a\0b", "ab\0", "a\rb", "a\r b", "a\u0001b", "a\u007fb", "a\u000bb", "a\u001b[2J")) {
            isCleanedOrGives502(OK + "X-A: " + bad + "\r\n" + LENGTH_2);
            isCleanedOrGives502("HTTP/1.1 200 " + bad + "\r\n" + LENGTH_2);
        }
        isCleanedOrGives502("HTTP/1.1 200 \rOK\r\n" + LENGTH_2);
    }

    @Test
    void foldsAndBlanksBeforeTheColonGo() {
        for (String field :
                List.of("X-A: a\r\n b", "X-A: a\r\n\t  b", "X-A: a\r\n \r\nX-B: c", "X-A : b", "X-A\t: b")) {
            isCleanedOrGives502(OK + field + "\r\n" + LENGTH_2);
        }
        isCleanedOrGives502(OK + " X-A: b\r\n" + LENGTH_2);
        isCleanedOrGives502(OK + "Content-Length:\r\n 2\r\n\r\nok");
        isCleanedOrGives502(OK + "Content-Length : 2\r\n\r\nok");
        gives502(OK + "Content-Length: 2\r\n 2\r\n\r\nok");
    }

    @Test
    void aHeadHasItsSize() {
        gives502(OK + "X-A: " + "a".repeat(4 << 20) + "\r\n" + LENGTH_2);
        gives502(OK + "X-A: b\r\n".repeat(100_000) + LENGTH_2);
        gives502("HTTP/1.1 200 " + "a".repeat(1 << 20) + "\r\n" + LENGTH_2);
        gives502(OK + "X".repeat(100_000) + ": b\r\n" + LENGTH_2);
    }
}
