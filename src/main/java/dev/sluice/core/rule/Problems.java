package dev.sluice.core.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with one thing that was asked, so that it is all told at once; the first word on a path counts. */
public final class Problems {

    private static final int LONGEST_SHOWN = 80;
    private static final int MOST_NAMED = 20;

    private final Map<String, Found> found = new LinkedHashMap<>();

    private record Found(RejectionCode code, Problem problem) {}

    /** Notes that a value is not what it may be. */
    public void add(String path, @Nullable Object actual, String expected) {
        add(RejectionCode.INVALID, path, actual, expected);
    }

    /** Notes a problem that has a code of its own. */
    public void add(RejectionCode code, String path, @Nullable Object actual, String expected) {
        found.putIfAbsent(path, new Found(code, new Problem(path, show(actual), expected)));
    }

    /**
     * Notes all that others hold.
     *
     * @param as what each is called here
     */
    public void addAll(Problems others, UnaryOperator<Problem> as) {
        others.found.values().forEach(each -> add(each.code(), as.apply(each.problem())));
    }

    /**
     * Notes a refusal, problem by problem.
     *
     * @param as what each is called here
     */
    public void addAll(Rejection refusal, UnaryOperator<Problem> as) {
        refusal.problems().forEach(problem -> add(refusal.code(), as.apply(problem)));
    }

    private void add(RejectionCode code, Problem problem) {
        found.putIfAbsent(problem.path(), new Found(code, problem));
    }

    /** Whether something was said of exactly this path. */
    public boolean has(String path) {
        return found.containsKey(path);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> list() {
        return found.values().stream().map(Found::problem).toList();
    }

    /**
     * Refuses with all of them, if there are any: by the code that they share, else as INVALID.
     *
     * @throws Rejection if something is wrong
     */
    public void refuseIfAny() {
        if (found.isEmpty()) {
            return;
        }
        RejectionCode first = found.values().iterator().next().code();
        boolean shared = found.values().stream().allMatch(each -> each.code() == first);
        throw new Rejection(shared ? first : RejectionCode.INVALID, sentence(), list());
    }

    private String sentence() {
        if (found.size() > 1) {
            String more = found.size() > MOST_NAMED ? " and more" : "";
            return found.size() + " things are wrong: "
                    + found.keySet().stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more;
        }
        Problem only = found.values().iterator().next().problem();
        return only.path() + " is " + only.actual() + ", expected " + only.expected();
    }

    /** A value as a message may show it: short, on one line. */
    public static String show(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        String text = value.toString();
        if (text.isEmpty()) {
            return "empty";
        }
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST_SHOWN; i++) {
            char c = text.charAt(i);
            safe.append(Character.isISOControl(c) ? '\uFFFD' : c);
        }
        return text.length() > LONGEST_SHOWN ? safe + "..." : safe.toString();
    }
}
