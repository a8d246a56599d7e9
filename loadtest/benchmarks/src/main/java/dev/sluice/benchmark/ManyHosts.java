package dev.sluice.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Names to ask for in turn, each a string that was never hashed before, as one that was just read from a request. */
final class ManyHosts {

    /** A power of two, and more than a processor's nearest cache holds the plans of. */
    private static final int COUNT = 4096;

    private final byte[][] names = new byte[COUNT][];
    private int next;

    /**
     * Every so many of all names.
     *
     * @param pattern with a place for a number
     * @param numbers how many there are
     */
    ManyHosts(String pattern, int numbers) {
        for (int i = 0; i < COUNT; i++) {
            long spread = i * 2_654_435_761L; // neighbours in the turn are none in memory
            names[i] = pattern.formatted(spread % numbers).getBytes(ISO_8859_1);
        }
    }

    String next() {
        return new String(names[next++ & COUNT - 1], ISO_8859_1);
    }
}
