package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Door;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Heads of requests in HTTP/2 that are malformed (RFC 9113 8.2 and 8.3). */
class Http2FieldsTest extends HostileStreams {
    @Test
    void illegalBytesInNamesAndValues() {
        for (String c : List.of("\r", "\n", "\0", ":", " ", "\1", "\u007f", "\u00ff", "(", "A", "\r\n")) {
            refusedField("x" + c + "y", "a");
            refusedField("y" + c, "a");
        }
        for (String c : List.of(
                "\r", "\n", "\0", "\1", "\u000b", "\u007f", "\r\nX: y", "\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n")) {
            refusedField("x", "a" + c + "b");
            refusedField("x", c + "b");
            refusedField("x", "a" + c);
        }
        refusedField("", "a");
        refusedField("x", " a");
        refusedField("x", "a ");
        assertThat(passes(fields("x", "a:\tb c\u00e9")).all("x")).containsExactly("a:\tb c\u00e9");
    }

    @Test
    void illegalBytesInPseudoFields() {
        for (String c :
                List.of("\r", "\n", "\0", " ", "\t", "\1", "\u007f", "\u00ff", " HTTP/1.1\r\nHost: evil\r\n\r\n")) {
            refusedField(":path", "/" + c + "a");
            refusedField(":path", "/a" + c);
            refusedField(":method", "G" + c + "T");
            refusedField(":scheme", "ht" + c + "tp");
            refusedField(":scheme", scheme() + c);
            refusedField(":authority", Door.HOST + c);
            refusedField(":authority", "a" + c + "b");
        }
        for (String path : List.of("", "x", "*", "#", "/a#b", "http://evil/", "?x", "\\")) {
            refusedField(":path", path);
        }
        for (String scheme : List.of("", ":", "https:", "1x", "https://evil/?", "ftp", "javascript")) {
            refusedField(":scheme", scheme);
        }
        for (String authority :
                List.of("", "a/b", "u@" + Door.HOST, Door.HOST + ":x", Door.HOST + ", x", "[::1", "a..b", "*")) {
            refusedField(":authority", authority);
        }
        refusedField(":method", "");
        refusedField(":method", "GE(T");
    }

    @Test
    void connectionSpecificFields() {
        for (String field : List.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade")) {
            for (String value : List.of("close", "chunked", "h2c")) {
                refusedField(field, value);
            }
        }
        for (String te : List.of("gzip", "trailers, gzip", "chunked")) {
            refusedField("te", te);
        }
        assertThat(passes(fields("te", "trailers")).all("te")).isEmpty();
        assertThat(passes(fields("http2-settings", "AAMA")).all("http2-settings"))
                .isEmpty();
    }

    @Test
    void whatWouldBeWrittenOtherwiseInHttp1() {
        assertThat(passes(fields("cookie", "a=b", "cookie", "c=d")).all("cookie"))
                .containsExactly("a=b; c=d");
        assertThat(passes(fields(
                                "transfer_encoding",
                                "evil",
                                "content_length",
                                "evil",
                                "x_forwarded_for",
                                "evil",
                                "proxy",
                                "evil"))
                        .fields())
                .noneMatch(field -> field.contains("evil"));
    }

    @Test
    void authorityAgainstHost() {
        assertThat(passes(fields("host", Door.HOST)).all("host")).containsExactly(Door.HOST);
        assertThat(passes(":method", "GET", ":scheme", scheme(), ":path", "/", "host", Door.HOST)
                        .all("host"))
                .containsExactly(Door.HOST);
        refusedField("host", "evil.example");
        refusedField("host", "");
        refusedHead(":method", "GET", ":scheme", scheme(), ":path", "/");
        refusedHead(":method", "GET", ":scheme", scheme(), ":path", "/", "host", "");
        refusedHead(":method", "GET", ":scheme", scheme(), ":path", "/", "host", "a/b");
        refusedHead(":method", "GET", ":scheme", scheme(), ":path", "/", "host", Door.HOST, "host", Door.HOST);
    }

    @Test
    void pseudoFields() {
        String[] usual = fields();
        for (int i = 0; i < usual.length; i += 2) {
            String name = usual[i];
            refusedHead(concat(usual, name, usual[i + 1]));
            refusedHead(concat(new String[] {name, usual[i + 1]}, usual));
            String[] without = IntStream.range(0, usual.length)
                    .filter(at -> !usual[at - at % 2].equals(name))
                    .mapToObj(at -> usual[at])
                    .toArray(String[]::new);
            refusedHead(without);
            refusedHead(concat(without, "x", "y", name, usual[i + 1]));
        }
        for (String unknown : List.of(":foo", ":status", ":protocol", ":host", ":", ":Path")) {
            refusedHead(concat(new String[] {unknown, "200"}, usual));
            refusedHead(concat(usual, unknown, "200"));
        }
        refusedHead("x", "y");
    }

    @Test
    void connectAndTrace() {
        refusedHead(":method", "CONNECT", ":authority", Door.HOST + ":443");
        refusedHead(fields(":method", "CONNECT"));
        refusedHead(concat(fields(":method", "CONNECT"), ":protocol", "websocket"));
        refusedHead(concat(new String[] {":protocol", "websocket"}, fields(":method", "CONNECT")));
        refusedField(":method", "TRACE");
        refusedField(":method", "PRI");
    }
}
