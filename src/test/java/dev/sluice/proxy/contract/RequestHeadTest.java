package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.StrictWire;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fields and line ends of a request, by the letter of RFC 9112 2 and 5, and how much of them. */
class RequestHeadTest extends Hostile {
    private static final String LINE = "GET / HTTP/1.1\r\n";

    private static String[] each(Stream<String> parts, String before, String after) {
        return parts.map(part -> before + part + after).toArray(String[]::new);
    }

    private static String[] fields(String... lines) {
        return each(Stream.of(lines), LINE + HOST, "\r\n\r\n");
    }

    @Test
    void bareLineFeeds() {
        refused(
                400,
                "GET / HTTP/1.1\nHost: " + Door.HOST + "\n\n",
                "GET / HTTP/1.1\n" + HOST + "\r\n",
                LINE + "Host: " + Door.HOST + "\nX: y\r\n\r\n",
                LINE + HOST + "\n" + SMUGGLED,
                "\n" + get(""));
    }

    @Test
    void bareCarriageReturnsAndControlCharacters() {
        refused(400, fields("X: a\rb", "X: \rb", "X: b\r", "X\rY: b"));
        refused(400, "GET / HTTP/1.1\rHost: " + Door.HOST + "\r\r", LINE + "Host: " + Door.HOST + "\r\r\n\r\n");
        for (char c : new char[] {0, 1, 7, 8, 0x0b, 0x0c, 0x0e, 0x1b, 0x1f, 0x7f}) {
            refused(400, fields("X: a" + c + "b", "X: " + c, "X: a" + c, "X" + c + ": a"));
        }
        StrictWire.Message seen = passes(get("X: \u00e9\tb\u00ff\r\nY:\r\n"));
        assertThat(seen.all("x")).containsExactly("\u00e9\tb\u00ff");
        assertThat(seen.all("y")).containsExactly("");
    }

    @Test
    void foldsBlanksColonsAndNames() {
        refused(400, fields("X: a\r\n b", "X: a\r\n\tb", "X: a\r\n \r\nY: b"));
        refused(400, each(Stream.of(" ", "\t", " \r\n", " X: y\r\n"), LINE, HOST + "\r\n"));
        refused(400, LINE + "Host:\r\n " + Door.HOST + "\r\n\r\n", LINE + "Host : " + Door.HOST + "\r\n\r\n");
        refused(400, fields("X : a", "X\t: a", "Xa", "X a", ": a", ":", "X\u00ff: a", "\u00e9: a"));
        refused(400, LINE + ": a\r\n" + HOST + "\r\n");
        refused(
                400,
                each("(),/;<=>?@[\\]{}\" ".chars().mapToObj(Character::toString), LINE + HOST + "X", "Y: a\r\n\r\n"));
    }

    @Test
    void tooLarge() {
        int much = 1 << 20;
        refused(
                414,
                "GET /" + "a".repeat(64 * 1024) + " HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /?" + "a".repeat(much),
                "G".repeat(much),
                "A".repeat(64 * 1024) + " / HTTP/1.1\r\n" + HOST + "\r\n");
        refused(431, fields("X: " + "a".repeat(much), "X".repeat(much) + ": a", "Cookie: " + "a".repeat(much)));
        refused(431, LINE + "Host: " + "a".repeat(much) + "\r\n\r\n");
        String many = String.join(
                "\r\n",
                IntStream.range(0, 20_000).mapToObj(i -> "x" + i + ": y").toList());
        refused(431, fields(many));
    }

    @Test
    void hosts() {
        refused(400, LINE + "\r\n", LINE + HOST + "Host: other.example\r\n\r\n", LINE + HOST + HOST + "\r\n");
        refused(400, "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\n" + HOST + HOST + "\r\n");
        String app = Door.HOST;
        refused(
                400,
                each(
                        Stream.of(
                                "",
                                " ",
                                "a b",
                                "a/b",
                                "u@" + app,
                                app + ", x",
                                app + "," + app,
                                app + ":x",
                                app + ":99999",
                                app + ":-1",
                                app + ":80:80",
                                app + "\\x",
                                app + "?x",
                                app + "#x",
                                app + "%00",
                                "app%2eexample.org",
                                app + "\0",
                                app + "\u00ff",
                                "[::1",
                                "::1",
                                "[x]",
                                "[::1]x",
                                "[1:2]",
                                "[::::]",
                                ":80",
                                "http://" + app,
                                ".",
                                "..",
                                "." + app,
                                "a..b",
                                "<x>",
                                "a;b",
                                "a\tb",
                                "a\u007f",
                                "*",
                                "a".repeat(256) + ".x",
                                "[fe80::1%eth0]"),
                        LINE + "Host: ",
                        "\r\n\r\n"));
        for (String fine : List.of("APP.Example.ORG", app + ".", app + ":80", app + ":")) {
            assertThat(passes(LINE + "Host: " + fine + "\r\n\r\n").all("host")).containsExactly(fine);
        }
    }

    @Test
    void nothingIsReadAfterARefusedRequest() {
        refused(
                400,
                get("X : y\r\n") + SMUGGLED,
                get("X: a\r\n b\r\n") + SMUGGLED,
                "GET /a#b HTTP/1.1\r\n" + HOST + "\r\n" + SMUGGLED);
        refused(417, get("Expect: x\r\n") + SMUGGLED);
        refused(508, get("Via: " + "1.1 sluice, ".repeat(4) + "1.1 sluice\r\n") + SMUGGLED);
    }
}
