package dev.sluice.imports;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects what became of a file's lines, in the order in which they were understood; the same thing is told once. */
public final class Findings {

    private static final int MOST = 20_000;
    private static final Pattern PLACE = Pattern.compile("(.*):(\\d{1,9})");

    private final Set<Finding> all = new LinkedHashSet<>();

    public void taken(String where, String subject, String sentence) {
        add(new Finding(where, subject, Verdict.TAKEN, sentence));
    }

    public void differs(String where, String subject, String sentence) {
        add(new Finding(where, subject, Verdict.DIFFERS, sentence));
    }

    public void off(String where, String subject, String sentence) {
        add(new Finding(where, subject, Verdict.OFF, sentence));
    }

    public void leftOut(String where, String subject, String sentence) {
        add(new Finding(where, subject, Verdict.LEFT_OUT, sentence));
    }

    private void add(Finding finding) {
        if (all.size() >= MOST) {
            throw new UnreadableException(
                    finding.where(), "more than " + MOST + " things to tell; expected a smaller file");
        }
        all.add(new Finding(
                finding.where(), printable(finding.subject()), finding.verdict(), printable(finding.sentence())));
    }

    /** Everything that was told, by file and line. */
    public List<Finding> all() {
        Map<String, Integer> files = new HashMap<>();
        all.forEach(finding -> files.putIfAbsent(file(finding), files.size()));
        return all.stream()
                .sorted(Comparator.comparing((Finding finding) -> files.getOrDefault(file(finding), 0))
                        .thenComparing(Findings::line))
                .toList();
    }

    /** The place without its line; a path within a JSON file is a place of its own kind. */
    private static String file(Finding finding) {
        Matcher place = PLACE.matcher(finding.where());
        return place.matches() ? place.group(1) : "";
    }

    private static int line(Finding finding) {
        Matcher place = PLACE.matcher(finding.where());
        return place.matches() ? Integer.parseInt(place.group(2)) : 0;
    }

    /** Whether the document does less than the file did. */
    public boolean areLossy() {
        return all.stream().anyMatch(finding -> finding.verdict().isLossy());
    }

    /** Nothing in a file may write to the terminal of who imports it. */
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), 400));
        text.codePoints()
                .limit(400)
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE
                        ? '\uFFFD'
                        : c)
                .forEach(clean::appendCodePoint);
        return text.length() > 400 ? clean + "..." : clean.toString();
    }

    /** Everything as lines. */
    public List<String> lines() {
        return all().stream().map(Finding::toString).toList();
    }
}
