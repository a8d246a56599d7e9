package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@code header} does to answers: a route can say how long browsers shall keep to HTTPS, and nothing else. */
final class HeaderReader {

    private HeaderReader() {}

    /** Seconds for the routes below; the one from outside if nothing was said. */
    static @Nullable Integer read(Step step, @Nullable Integer outside, Findings findings) {
        Integer seconds = outside;
        if (!step.arguments().isEmpty()) {
            seconds = line(step, step.where(), step.arguments(), seconds, findings);
        }
        for (var line : step.lines()) {
            if (!line.name().equals("defer")) {
                seconds = line(step, line.where(), line.words(), seconds, findings);
            }
        }
        return seconds;
    }

    private static @Nullable Integer line(
            Step step, String where, List<String> words, @Nullable Integer outside, Findings findings) {
        String subject = step.subject() + " " + words.get(0);
        boolean sets = Hsts.isSetBy(words) && step.match().isAll();
        Integer seconds = sets ? Hsts.seconds(words.get(1)) : null;
        if (seconds == null) {
            findings.leftOut(where, subject, "Sluice sets no fields of its own choice in answers");
            return outside;
        }
        String lost = Hsts.lost(words.get(1));
        if (lost.isEmpty()) {
            findings.taken(where, subject, "hsts_max_age_s " + seconds);
        } else {
            findings.differs(where, subject, "hsts_max_age_s " + seconds + ", " + lost);
        }
        return seconds;
    }
}
