package dev.sluice.core.uptime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of time, drawn: a letter is a minute, u up, d down, ? unknown. */
@Tag("core")
class UpLineTest {

    private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant minute(int minute) {
        return ZERO.plus(Duration.ofMinutes(minute));
    }

    /** Marks as {@code d3 u5 f7}: down at 3, up at 5, first seen up at 7. */
    private static List<Mark> marks(String words) {
        List<Mark> marks = new ArrayList<>();
        for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
            Instant at = minute(Integer.parseInt(word.substring(1)));
            marks.add(
                    switch (word.charAt(0)) {
                        case 'd' -> Mark.down(at);
                        case 'u' -> Mark.up(at);
                        default -> Mark.first(at, UpState.UP);
                    });
        }
        return marks;
    }

    private static UpState state(char letter) {
        return letter == 'u' ? UpState.UP : letter == 'd' ? UpState.DOWN : UpState.UNKNOWN;
    }

    private static char letter(UpState state) {
        return switch (state) {
            case UP -> 'u';
            case DOWN -> 'd';
            case UNKNOWN -> '?';
        };
    }

    private static String drawn(UpLine line) {
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            drawn.append(letter(line.at(minute(i))));
        }
        return drawn.toString();
    }

    private static UpLine line(String marks, char now) {
        return UpLine.of(marks(marks), state(now), ZERO, minute(10));
    }

    @ParameterizedTest(name = "[{0}] now {1}: {2}")
    @CsvSource({
        "'', u, uuuuuuuuuu",
        "'', d, dddddddddd",
        "'', ?, ??????????",
        "d3, d, uuuddddddd",
        "d3 u5, u, uuudduuuuu",
        "u4, u, dddduuuuuu",
        "f4, u, ????uuuuuu",
        "d2 f4, u, uudduuuuuu", // everybody was lost: who came back first waited for nothing
        "d2 u4 f7, u, uudd???uuu", // what became of it between, nobody told
        "u2 u6, u, dd????uuuu",
        "d2 d6 u8, u, uudddddduu", // told again after a restart
        "d3, u, uuu???????", // it came back unseen
        "u3, d, ddd???????",
        "d3 u5, ?, uuudd?????",
        "u0 d4, d, uuuudddddd", // at the begin is before it
        "d4 u99, d, uuuudddddd",
    })
    void fitsWhatIsTold(String marks, char now, String drawn) {
        assertThat(drawn(line(marks, now))).isEqualTo(drawn);
    }

    @Test
    void nothingIsKnownBeforeTheLogBegins() {
        assertThat(drawn(line("d3 u5", 'u').knownSince(minute(4)))).isEqualTo("????duuuuu");
        assertThat(drawn(line("d3 u5", 'u').knownSince(ZERO))).isEqualTo("uuudduuuuu");
        assertThat(drawn(line("", 'u').knownSince(minute(99)))).isEqualTo("??????????");
    }

    @Test
    void severalAreLookedAtTogether() {
        List<UpLine> lines = List.of(line("d1 u4", 'u'), line("d3 u6", 'u'), line("f2", 'u'));
        assertThat(drawn(UpLine.of(
                        lines,
                        states -> states.contains(UpState.DOWN)
                                ? UpState.DOWN
                                : states.contains(UpState.UNKNOWN) ? UpState.UNKNOWN : UpState.UP)))
                .isEqualTo("?ddddduuuu");
    }

    @Test
    void sumsBeginInTheMiddle() {
        UpLine line = line("d2 u4 d7", 'd');
        assertThat(line.since(ZERO)).isEqualTo(sum(5, 5, 0, 2));
        assertThat(line.since(minute(3))).isEqualTo(sum(3, 4, 0, 2));
        assertThat(line.since(minute(4))).isEqualTo(sum(3, 3, 0, 1));
        assertThat(line.since(minute(-5))).as("older than it is").isEqualTo(sum(5, 5, 0, 2));
        assertThat(line("u5 u8", 'u').since(ZERO)).isEqualTo(sum(2, 5, 3, 1));
    }

    private static Uptime sum(int up, int down, int unknown, int outages) {
        return new Uptime(Duration.ofMinutes(up), Duration.ofMinutes(down), Duration.ofMinutes(unknown), outages);
    }

    @Test
    void aHundredPercentIsNeverDown() {
        assertThat(sum(7, 0, 3, 0).percent()).isEqualByComparingTo("100");
        assertThat(sum(0, 0, 3, 0).percent()).isNull();
        assertThat(sum(1, 2, 0, 1).percent()).isEqualByComparingTo("33.333");
        assertThat(new Uptime(Duration.ofDays(30), Duration.ofMillis(1), Duration.ZERO, 1).percent())
                .isEqualByComparingTo("99.999");
        assertThat(new Uptime(Duration.ZERO, Duration.ofDays(1), Duration.ZERO, 1).percent())
                .isEqualByComparingTo(BigDecimal.ZERO);
    }
}
