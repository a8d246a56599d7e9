package dev.sluice.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table looks like on screens of every kind. */
class TableTest {

    private final Table table = new Table("ROUTE", "BY", "WHY");

    private String printed(Screen screen) {
        StringWriter out = new StringWriter();
        table.print(screen, new PrintWriter(out, true), "There is no route.");
        return out.toString();
    }

    @Test
    void columnsAreAsWideAsWhatIsInThem() {
        table.row(Cell.of("app.example.com"), Cell.of("gw-a"), Cell.of("home", Shade.GOOD));
        table.row(Cell.of("x"), Cell.of(null), Cell.of("home_down", Shade.WARN));
        assertThat(printed(Screen.NONE)).isEqualTo("""
                ROUTE            BY    WHY
                app.example.com  gw-a  home
                x                -     home_down
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 137})
    void theWidestGiveWayOnANarrowScreen(int width) {
        table.row(Cell.of("a".repeat(70)), Cell.of("gw-a"), Cell.of("b".repeat(60)));
        assertThat(printed(new Screen(width, false)).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        assertThat(printed(new Screen(width, false))).contains("  gw-a  ").contains(width < 137 ? "a.." : "b");
    }

    @Test
    void charactersBeyondThePlaneAreNotCutInHalf() {
        table.row(Cell.of("\uD83D\uDEAA".repeat(50)), Cell.of("gw-a"), Cell.of("home"));
        String line = printed(new Screen(40, false)).lines().skip(1).findFirst().orElseThrow();
        assertThat(line.codePoints().count()).isEqualTo(40);
        assertThat(line.codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    @Test
    void coloursAreOnlyWhereTheyMayBe() {
        table.row(Cell.of("x"), Cell.of(""), Cell.of("outage", Shade.BAD));
        assertThat(printed(new Screen(80, false))).doesNotContain("\033");
        assertThat(printed(new Screen(80, true))).contains("\033[31moutage\033[0m");
    }

    @Test
    void whatOthersNamedDoesNotCommandTheTerminal() {
        table.row(Cell.of("x\033[2J\n"), Cell.of("y"), Cell.of("z"));
        assertThat(printed(Screen.NONE)).doesNotContain("\033").hasLineCount(2);
    }

    @Test
    void withoutRowsThereIsASentence() {
        assertThat(printed(Screen.NONE)).isEqualTo("There is no route.\n");
        assertThatThrownBy(() -> table.row(Cell.of("x"))).hasMessage("cells: actual 1, expected 3");
    }

    @Test
    void theScreenIsWhatTheEnvironmentAndTheTerminalSay() {
        assertThat(Screen.of(Map.of("COLUMNS", "90"), false, () -> 100)).isEqualTo(Screen.NONE);
        assertThat(Screen.of(Map.of(), true, () -> 100)).isEqualTo(new Screen(100, true));
        assertThat(Screen.of(Map.of("COLUMNS", "90", "NO_COLOR", "1"), true, () -> 100))
                .isEqualTo(new Screen(90, false));
        assertThat(Screen.of(Map.of("TERM", "dumb", "NO_COLOR", ""), true, () -> 0))
                .isEqualTo(new Screen(0, false));
        assertThat(Screen.of(Map.of("COLUMNS", "wide"), true, () -> 7)).isEqualTo(new Screen(40, true));
    }
}
