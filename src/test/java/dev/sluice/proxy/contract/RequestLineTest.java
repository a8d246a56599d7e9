package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.Recorder;
import dev.sluice.proxy.kit.StrictWire;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Request lines, by the letter of RFC 9112 3, and what they ask for. */
class RequestLineTest extends Hostile {
    private static final String LINE = "GET / HTTP/1.1\r\n";

    private static String[] each(Stream<String> parts, String before, String after) {
        return parts.map(part -> before + part + after).toArray(String[]::new);
    }

    private static String[] fields(String... lines) {
        return each(Stream.of(lines), LINE + HOST, "\r\n\r\n");
    }

    private static String[] targets(String... targets) {
        return each(Stream.of(targets), "GET ", " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    private String scheme() {
        return isTls() ? "https://" : "http://";
    }

    @Test
    void versions() {
        Stream<String> unknown = Stream.of(
                "HTTP/9.9",
                "HTTP/2.0",
                "HTTP/1.2",
                "HTTP/0.9",
                "HTTP/01.1",
                "HTTP/1.10",
                "http/1.1",
                "xHTTP/1.1",
                "ICY/1.1");
        refused(505, each(unknown, "GET / ", "\r\n" + HOST + "\r\n"));
        Stream<String> none = Stream.of(
                "HTTP/1",
                "HTTP/1.",
                "HTTP/.1",
                "HTTP/1.1.1",
                "HTTP/1.1x",
                "HTTP /1.1",
                "HTTP/ 1.1",
                "HTTP/1.1 x",
                "HTTP/1.1 ",
                "HTTP/1.1\t",
                "HTTP/1.1\0",
                "HTTP/1.\u00b9",
                "HTTP",
                "JUNK",
                "HTTP/+1.1",
                "HTTP\\1.1");
        refused(400, each(none, "GET / ", "\r\n" + HOST + "\r\n"));
        refused(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        refused(400, "GET /\r\n", "GET /\r\n" + HOST + "\r\n", "GET\r\n\r\n", "GET HTTP/1.1\r\n" + HOST + "\r\n");
    }

    @Test
    void methods() {
        refused(
                400,
                each(
                        Stream.of(
                                "G\0T",
                                "G\1T",
                                "GE(T",
                                "G@T",
                                "GE/T",
                                "G:T",
                                "GE,T",
                                "\"GET\"",
                                "G\u00e9T",
                                "GET\u007f",
                                "\0GET",
                                "\1GET",
                                " GET",
                                "\tGET",
                                "\u000bGET",
                                "\rGET",
                                "\u00a0GET",
                                "GE\rT"),
                        "",
                        " / HTTP/1.1\r\n" + HOST + "\r\n"));
        refused(400, "SSH-2.0-x\r\n", "\u0016\3\1\2\0\1\0\1\u00fc\3\3", "\0".repeat(99));
        assertThat(passes("get / HTTP/1.1\r\n" + HOST + "\r\n").start()).isEqualTo("get / HTTP/1.1");
    }

    @Test
    void wordsOfTheRequestLine() {
        for (String between : List.of("\t", "\u000b", "\f", "\r", "  ", " \t", "\0", "\u00a0")) {
            refused(400, "GET" + between + "/ HTTP/1.1\r\n" + HOST + "\r\n");
        }
        for (String between : List.of("\t", "\u000b", "\f", "\r", "  ", " \t")) {
            refused(400, "GET /" + between + "HTTP/1.1\r\n" + HOST + "\r\n");
        }
    }

    @Test
    void targets() {
        refused(
                400,
                targets(
                        "/a\0b",
                        "/a\1b",
                        "/a\u007fb",
                        "/a\tb",
                        "/a\u000bb",
                        "/a\rb",
                        "/a b",
                        "/\u00e9",
                        "/\u00ff",
                        "/a#b",
                        "#",
                        "/?b#c",
                        "index.html",
                        Door.HOST,
                        Door.HOST + ":80",
                        "?x",
                        "*",
                        "*/x",
                        "\\x",
                        "http:/x",
                        scheme(),
                        scheme() + "/x",
                        scheme() + "u@" + Door.HOST + "/",
                        scheme() + "u:p@" + Door.HOST + "/",
                        scheme() + Door.HOST + ":x/",
                        scheme() + Door.HOST + ":99999/",
                        scheme() + Door.HOST + "#f",
                        scheme() + "[::1/",
                        "ftp://" + Door.HOST + "/",
                        "ws://" + Door.HOST + "/",
                        "file:///etc/passwd",
                        "javascript:alert(1)"));
        refused(400, "POST * HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(passes("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n").start()).isEqualTo("OPTIONS * HTTP/1.1");
    }

    @Test
    void pathsAreForwardedAsReceived() {
        try (RawClient client = client()) {
            for (String path : List.of(
                    "/../x",
                    "/a/../b",
                    "/%2e%2e/x",
                    "/a%2fb",
                    "//a//b",
                    "/a/./b",
                    "/%00",
                    "/%zz",
                    "/%",
                    "/%0d%0aX:y",
                    "/a\\..\\b",
                    "/%25%32%65",
                    "/x?%00",
                    "/x?a=/../b")) {
                assertThat(passes(client, "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n")
                                .start())
                        .isEqualTo("GET " + path + " HTTP/1.1");
            }
        }
    }

    @Test
    void absoluteFormWithAnotherHost() {
        String scheme = scheme();
        StrictWire.Message seen = passes(
                "GET " + scheme + Door.HOST + "/p?q HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil\r\n\r\n");
        assertThat(seen.start()).isEqualTo("GET /p?q HTTP/1.1");
        assertThat(seen.fields()).noneMatch(field -> field.contains("evil"));
        assertThat(passes("GET " + scheme.toUpperCase() + Door.HOST + "?q HTTP/1.1\r\n" + HOST + "\r\n")
                        .start())
                .isEqualTo("GET /?q HTTP/1.1");
        assertThat(passes("OPTIONS " + scheme + Door.HOST + " HTTP/1.1\r\n" + HOST + "\r\n")
                        .start())
                .isEqualTo("OPTIONS * HTTP/1.1");
        String absolute = "GET " + scheme + Door.HOST + "/ HTTP/1.1\r\n";
        refused(400, absolute + "\r\n", absolute + HOST + HOST + "\r\n", absolute + "Host: a b\r\n\r\n");
        refused(421, "GET " + (isTls() ? "http://" : "https://") + Door.HOST + "/ HTTP/1.1\r\n" + HOST + "\r\n");
    }

    @Test
    void emptyLinesBeforeARequest() {
        try (RawClient client = client()) {
            client.send("\r").send("\n");
            assertThat(passes(client, "\r\n" + get("")).body()).isEmpty();
            client.send("\r\n");
            assertThat(client.get().body()).isEqualTo(Recorder.ANSWER);
        }
        refused(400, "\r\n".repeat(1000) + get(""), "\r\r\r" + get(""));
    }
}
