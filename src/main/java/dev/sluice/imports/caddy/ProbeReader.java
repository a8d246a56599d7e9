package dev.sluice.imports.caddy;

import dev.sluice.core.model.Probe;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.rule.PathSyntax;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gathers a probe from the {@code health_} lines of a {@code reverse_proxy}. */
final class ProbeReader {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Probe probe = Probe.DEFAULT;
    private boolean asksPath;

    Probe probe() {
        return probe;
    }

    /** Whether Caddy would want a good status, and no line said which. */
    boolean countsEveryAnswer() {
        return asksPath && probe.expectStatus() == null;
    }

    /** Takes a line; the sentence is why not, empty if it was taken. */
    String take(ProxyOption option, String value) {
        return switch (option) {
            case HEALTH_URI, HEALTH_PATH -> path(value);
            case HEALTH_PORT -> {
                Integer port = number(value, 65_535);
                yield port == null ? "expected a port from 1 to 65535" : with(port, probe.expectStatus());
            }
            case HEALTH_STATUS -> {
                Integer status = number(value, 599);
                yield status == null || status < 100
                        ? "a probe expects one status, or counts every answer"
                        : with(probe.port(), status);
            }
            case HEALTH_INTERVAL -> interval(value);
            case HEALTH_PASSES -> counts(null, number(value, 100));
            case HEALTH_FAILS -> counts(number(value, 100), null);
            default -> throw new IllegalArgumentException(option.word());
        };
    }

    private String path(String value) {
        boolean sound = PathSyntax.normalise(value.split("\\?", 2)[0]) != null
                && value.indexOf('#') < 0
                && value.indexOf('{') < 0
                && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!sound) {
            return "expected a path that begins with /, in its normal form";
        }
        asksPath = true;
        probe = new Probe(
                probe.kind(), probe.port(), value, probe.expectStatus(), probe.interval(), probe.fall(), probe.rise());
        return "";
    }

    private String with(@Nullable Integer port, @Nullable Integer status) {
        probe = new Probe(probe.kind(), port, probe.path(), status, probe.interval(), probe.fall(), probe.rise());
        return "";
    }

    private String interval(String value) {
        Duration interval = DurationText.parse(value);
        if (interval == null || interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            return "expected a duration from 100ms to 1h, as one number and its unit";
        }
        probe = new Probe(
                probe.kind(), probe.port(), probe.path(), probe.expectStatus(), interval, probe.fall(), probe.rise());
        return "";
    }

    private String counts(@Nullable Integer fall, @Nullable Integer rise) {
        if (fall == null && rise == null) {
            return "expected a number from 1 to 100";
        }
        probe = new Probe(
                probe.kind(),
                probe.port(),
                probe.path(),
                probe.expectStatus(),
                probe.interval(),
                fall == null ? probe.fall() : fall,
                rise == null ? probe.rise() : rise);
        return "";
    }

    private static @Nullable Integer number(String text, int most) {
        Integer number = text.matches("\\d{1,6}") ? Integer.valueOf(text) : null;
        return number == null || number < 1 || number > most ? null : number;
    }
}
