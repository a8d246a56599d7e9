package dev.sluice.imports.caddy;

import dev.sluice.core.rule.DurationText;
import dev.sluice.imports.Findings;
import dev.sluice.imports.caddyfile.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a circuit breaker from what a {@code reverse_proxy} says of requests that fail. Caddy forgets each failure after
 * {@code fail_duration}, and asks nobody who has {@code max_fails} of them, whatever their part of all requests.
 */
final class BreakerReader {

    private static final int LEAST_PERCENT = 1;
    private static final String DIFFERENCE =
            "circuit_breaker: each route judges for itself, an answer that breaks off fails too,"
                    + " at least 1 % of requests have to, and one request tries the peer when the time is over";

    private final Findings findings;
    private @Nullable Line duration;
    private @Nullable Line fails;
    private @Nullable Line statuses;

    BreakerReader(Findings findings) {
        this.findings = findings;
    }

    void take(ProxyOption option, Line line) {
        switch (option) {
            case FAIL_DURATION -> duration = line;
            case MAX_FAILS -> fails = line;
            case UNHEALTHY_STATUS -> statuses = line;
            default -> throw new IllegalArgumentException(option.word());
        }
    }

    /** The features with the breaker that was said. */
    Features features(Features features) {
        Line remembered = duration;
        if (remembered == null) {
            idle(fails);
            idle(statuses);
            return features;
        }
        String time =
                remembered.arguments().isEmpty() ? "" : remembered.arguments().get(0);
        Duration length = DurationText.parse(time);
        Features all = length == null
                ? null
                : features.with(
                        Told.differs(remembered.where(), remembered.name(), DIFFERENCE), "circuit_breaker", fields -> {
                            fields.put("failures", 1);
                            fields.put("failure_percent", LEAST_PERCENT);
                            fields.put("window", DurationText.format(length));
                            fields.put("open_for", DurationText.format(length));
                            fields.put("statuses", List.of());
                        });
        if (all == null) {
            lost(remembered, "a circuit_breaker remembers failures for 1s to 1h");
            lost(fails, "as fail_duration");
            lost(statuses, "as fail_duration");
            return features;
        }
        return statuses(failures(all));
    }

    private void idle(@Nullable Line line) {
        if (line != null) {
            findings.taken(line.where(), line.name(), "it does nothing without fail_duration");
        }
    }

    private Features failures(Features features) {
        Line line = fails;
        if (line == null) {
            return features;
        }
        String text = line.arguments().isEmpty() ? "" : line.arguments().get(0);
        Features more = !text.matches("\\d{1,4}")
                ? null
                : features.with(
                        Told.taken(line.where(), line.name() + " " + text, "circuit_breaker.failures"),
                        "circuit_breaker",
                        fields -> fields.put("failures", Math.max(1, Integer.parseInt(text))));
        if (more == null) {
            lost(line, "a circuit_breaker counts from 1 to 1,000 failures; the first one opens it");
        }
        return more == null ? features : more;
    }

    private Features statuses(Features features) {
        Line line = statuses;
        if (line == null) {
            return features;
        }
        List<Integer> read = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String word : line.arguments()) {
            if (word.matches("5\\d\\d")) {
                read.add(Integer.parseInt(word));
            } else if (word.equals("5xx") || word.equals("5")) {
                IntStream.rangeClosed(500, 511).forEach(read::add);
            } else {
                others.add(word);
            }
        }
        if (read.isEmpty()) {
            lost(line, "a circuit_breaker counts statuses from 500 to 599");
            return features;
        }
        String subject = line.name() + " " + String.join(" ", line.arguments());
        boolean whole = line.arguments().stream().anyMatch(word -> word.startsWith("5") && !word.matches("5\\d\\d"));
        String note = (whole ? ", of 5xx those from 500 to 511" : "")
                + (others.isEmpty() ? "" : ", without " + String.join(" ", others));
        String sentence = "circuit_breaker.statuses" + note;
        Features more = features.with(
                note.isEmpty()
                        ? Told.taken(line.where(), subject, sentence)
                        : Told.differs(line.where(), subject, sentence),
                "circuit_breaker",
                fields -> fields.put("statuses", read.stream().distinct().toList()));
        return more == null ? features : more;
    }

    private void lost(@Nullable Line line, String why) {
        if (line != null) {
            findings.leftOut(line.where(), line.name(), why);
        }
    }
}
