package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import dev.sluice.imports.caddyfile.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@code header} does to answers: how long browsers shall keep to HTTPS, and edits of fields. */
final class HeaderReader {

    static final String NONE =
            "a route sets, adds and removes fields for all of its paths, with few placeholders, and knows no defaults and replacements";

    private final Step step;
    private final Findings findings;
    private @Nullable Integer seconds;
    private Features features;

    /** What holds below it. */
    record Said(@Nullable Integer hstsSeconds, Features features) {}

    private HeaderReader(Step step, Scope outside, Findings findings) {
        this.step = step;
        this.findings = findings;
        this.seconds = outside.hstsSeconds();
        this.features = outside.features();
    }

    static Said read(Step step, Scope outside, Findings findings) {
        HeaderReader reader = new HeaderReader(step, outside, findings);
        if (!step.arguments().isEmpty()) {
            reader.line(step.where(), step.arguments());
        }
        for (Line line : step.lines()) {
            if (!line.name().equals("defer")) {
                reader.line(line.where(), line.words());
            }
        }
        return new Said(reader.seconds, reader.features);
    }

    private void line(String where, List<String> words) {
        String subject = step.subject() + " " + words.get(0);
        boolean sets = Hsts.isSetBy(words) && step.match().isAll();
        Integer found = sets ? Hsts.seconds(words.get(1)) : null;
        if (found == null) {
            edit(where, subject, words);
            return;
        }
        seconds = found;
        String lost = Hsts.lost(words.get(1));
        if (lost.isEmpty()) {
            findings.taken(where, subject, "hsts_max_age_s " + found);
        } else {
            findings.differs(where, subject, "hsts_max_age_s " + found + ", " + lost);
        }
    }

    private void edit(String where, String subject, List<String> words) {
        Features more = step.match().isAll() ? FieldLine.taken(features, where, subject, words, false) : null;
        if (more == null) {
            findings.leftOut(where, subject, NONE);
        } else {
            features = more;
        }
    }
}
