package dev.sluice.testing;

/** What the objects of a running JVM weigh that something still refers to. */
final class LiveHeap {

    private static final String HISTOGRAM = "GC.class_histogram";

    private LiveHeap() {}

    /** In bytes, after a collection of all that is not referred to. */
    static long of(long pid) {
        String output = Jcmd.ask(pid, HISTOGRAM);
        // The last line is such as "Total 123456 7890123": objects, and bytes.
        return output.lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[2]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        HISTOGRAM + " of " + pid + ": actual '" + output + "', expected a histogram"));
    }
}
