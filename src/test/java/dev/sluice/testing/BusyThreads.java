package dev.sluice.testing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who works in a running JVM, for the words of a test that found it busy. */
final class BusyThreads {

    private static final long WINDOW_MS = 500;
    private static final int MOST = 4;
    private static final int MOST_LINES = 16;
    private static final Pattern HEAD = Pattern.compile("^\"([^\"]+)\".* cpu=([0-9.]+)ms .*");

    /** A thread's name and its processor time so far, and the text with its stack. */
    private record Seen(String name, double cpuMs, String text) {}

    private BusyThreads() {}

    /** Those that used most within half a second, with what they were at in its end. */
    static String of(long pid) {
        Map<String, Seen> before = seen(pid);
        try {
            TimeUnit.MILLISECONDS.sleep(WINDOW_MS); // what is used meanwhile is the question
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return seen(pid).values().stream()
                .sorted(Comparator.comparingDouble((Seen now) -> -used(now, before)))
                .limit(MOST)
                .map(now -> Math.round(used(now, before)) + " ms of " + WINDOW_MS + ": " + top(now.text()))
                .collect(Collectors.joining("\n\n"));
    }

    private static String top(String text) {
        return text.lines().limit(MOST_LINES).collect(Collectors.joining("\n"));
    }

    private static double used(Seen now, Map<String, Seen> before) {
        Seen earlier = before.get(now.name());
        return now.cpuMs() - (earlier == null ? 0 : earlier.cpuMs());
    }

    private static Map<String, Seen> seen(long pid) {
        Map<String, Seen> all = new HashMap<>();
        for (String text : Jcmd.ask(pid, "Thread.print").split("\n\n")) {
            Matcher head = HEAD.matcher(text.lines().findFirst().orElse(""));
            if (head.matches()) {
                String name = head.group(1);
                all.put(name, new Seen(name, Double.parseDouble(head.group(2)), text.strip()));
            }
        }
        return all;
    }
}
