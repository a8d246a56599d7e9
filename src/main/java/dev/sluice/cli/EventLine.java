package dev.sluice.cli;

import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Screen;
import io.vertx.core.json.JsonObject;

/** What happened on one line, in columns that do not know what comes next. */
final class EventLine {

    private static final int NAME = 24;
    private static final int ACTOR = 12;

    private final Screen screen;

    EventLine(Screen screen) {
        this.screen = screen;
    }

    String of(JsonObject event) {
        Cell name = Shown.severity(event.getString("severity"), event.getString("event"));
        return Shown.time(event.getString("at")).text() + "  " + screen.paint(filled(name.text(), NAME), name.shade())
                + "  " + filled(Cell.of(event.getString("actor")).text(), ACTOR) + "  "
                + Cell.of(event.getString("message")).text();
    }

    private static String filled(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - text.codePointCount(0, text.length())));
    }
}
