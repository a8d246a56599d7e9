package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in a string can leave its quotes or its line. */
class JsonLineTest {

    @Test
    void valuesOfEachKind() {
        JsonLine line = new JsonLine().open();
        line.field("s", "x")
                .field("n", null)
                .field("l", -5)
                .field("b", true)
                .id("id", 0)
                .id("id2", 9)
                .close();
        assertThat(text(line)).isEqualTo("{\"s\":\"x\",\"n\":null,\"l\":-5,\"b\":true,\"id\":null,\"id2\":9}\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 9_999_999, 10_000_000, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void numbersAreAsJavaWritesThem(long number) {
        assertThat(text(new JsonLine().open().field("l", number).close())).isEqualTo("{\"l\":" + number + "}\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000", "499, 0.000", "500, 0.001", "1000000, 1.000", "1234567, 1.235", "59999999999, 60000.000"})
    void nanosecondsAreMillisecondsWithThreeDecimals(long nanos, String shown) {
        assertThat(text(new JsonLine().open().millis("ms", nanos).close())).isEqualTo("{\"ms\":" + shown + "}\n");
    }

    @Test
    void noTimeIsNull() {
        assertThat(text(new JsonLine().open().millis("ms", -1).close())).isEqualTo("{\"ms\":null}\n");
    }

    @Test
    void whatEndsALineAStringOrATerminalsPatienceIsEscaped() {
        assertThat(shown("a\r\nb\"c\\d\te\u0000\u001b[31m\u007f\u009b2J\u0085\u2028\u2029"))
                .isEqualTo("a\\r\\nb\\\"c\\\\d\\te\\u0000\\u001b[31m\\u007f\\u009b2J\\u0085\\u2028\\u2029");
    }

    @Test
    void otherCharactersAreUtf8() {
        assertThat(shown("\u00e4\u20ac\ud83d\ude00\u00a0")).isEqualTo("\u00e4\u20ac\ud83d\ude00\u00a0");
        assertThat(shown("\ud83d")).isEqualTo("\\ud83d");
        assertThat(shown("\ude00\ud83d")).isEqualTo("\\ude00\\ud83d");
    }

    @Test
    void anyStringComesBackFromOneLine() {
        SplittableRandom random = new SplittableRandom(7);
        JsonLine line = new JsonLine();
        for (int round = 0; round < 3_000; round++) {
            StringBuilder any = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                int point = random.nextInt(3) == 0 ? random.nextInt(0x110000) : random.nextInt(0x100);
                any.appendCodePoint(point);
            }
            line.clear();
            line.open().field("v", any.toString()).close();
            String text = text(line);
            assertThat(text.chars().filter(c -> c < ' ' || c >= 0x7f && c < 0xa0))
                    .containsExactly((int) '\n');
            assertThat(new JsonObject(text).getString("v")).isEqualTo(any.toString());
        }
    }

    @Test
    void aLongStringFits() {
        String wide = "\u0001".repeat(100_000);
        assertThat(shown(wide)).hasSize(600_000);
    }

    private static String shown(String value) {
        String text = text(new JsonLine().open().field("v", value).close());
        return text.substring("{\"v\":\"".length(), text.length() - "\"}\n".length());
    }

    private static String text(JsonLine line) {
        return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
    }
}
