package dev.sluice.cli;

import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Shade;
import org.jspecify.annotations.Nullable;

/** Words of the API as cells of a table. */
final class Shown {

    private Shown() {}

    /** A time to the second, in UTC. */
    static Cell time(@Nullable String at) {
        return Cell.of(at == null ? null : at.replaceFirst("(\\.\\d+)?Z$", "Z").replace('T', ' '));
    }

    /** The state of a peer or member. */
    static Cell state(@Nullable String state) {
        Shade shade =
                switch (state == null ? "" : state) {
                    case "alive" -> Shade.GOOD;
                    case "down" -> Shade.BAD;
                    case "cooldown" -> Shade.WARN;
                    default -> Shade.FAINT;
                };
        return Cell.of(state, shade);
    }

    /** Why who serves does. */
    static Cell cause(String cause) {
        Shade shade =
                switch (cause) {
                    case "home", "balanced" -> Shade.GOOD;
                    case "outage", "loopback_home_down" -> Shade.BAD;
                    default -> Shade.WARN;
                };
        return Cell.of(cause, shade);
    }

    static Cell severity(String severity, String event) {
        Shade shade =
                switch (severity) {
                    case "error" -> Shade.BAD;
                    case "warn" -> Shade.WARN;
                    default -> Shade.PLAIN;
                };
        return Cell.of(event, shade);
    }
}
