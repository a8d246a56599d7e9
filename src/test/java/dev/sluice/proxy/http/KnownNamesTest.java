package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found is what stands there, to the letter. */
class KnownNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "content-type", "ETag", "etag", "Etag", "Date", "x-xss-protection", "Age"})
    void theSameOneEachTime(String name) {
        assertThat(find("  " + name + ": v", 2, name.length())).isEqualTo(name).isSameAs(find(name, 0, name.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-TYPE", "CONTENT-LENGTH", "ETAG", "X-Mine", "", "Conten\u0000-Type", "Content-Typf"})
    void othersAreNotTakenForThem(String name) {
        assertThat(find(name, 0, name.length())).isNull();
    }

    @Test
    void noLengthAndNoByteIsTooMuch() {
        for (int length = 0; length < 100; length++) {
            for (char c : new char[] {0, 'a', 'Z', '\u00ff'}) {
                String name = String.valueOf(c).repeat(length);
                assertThat(find(name, 0, length)).isNull();
            }
        }
    }

    private static String find(String line, int start, int length) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        Object found = KnownNames.find(bytes, start, length);
        return found == null ? null : found.toString();
    }
}
