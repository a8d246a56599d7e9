package dev.sluice.proxy.header;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/** The trail of proxies that a message passed (RFC 9110 7.6.3); it breaks endless loops. */
public final class Via {

    /** How often a request may pass here; the next time it is refused. */
    public static final int MOST_PASSES = 5;

    private static final String PSEUDONYM = "sluice";
    private static final CharSequence NAME = HttpHeaders.createOptimized("via");
    private static final CharSequence OVER_1_0 = HttpHeaders.createOptimized("1.0 " + PSEUDONYM);
    private static final CharSequence OVER_1_1 = HttpHeaders.createOptimized("1.1 " + PSEUDONYM);
    private static final CharSequence OVER_2 = HttpHeaders.createOptimized("2.0 " + PSEUDONYM);

    private Via() {}

    /** How often the message already passed a front door of this kind. */
    public static int passes(MultiMap headers) {
        if (!headers.contains(NAME)) {
            return 0;
        }
        int passes = 0;
        for (String line : headers.getAll(NAME)) {
            for (int at = line.indexOf(PSEUDONYM); at >= 0; at = line.indexOf(PSEUDONYM, at + PSEUDONYM.length())) {
                if (isWhole(line, at)) {
                    passes++;
                }
            }
        }
        return passes;
    }

    /** Whether the pseudonym stands alone there, after its protocol, and is not part of another name. */
    private static boolean isWhole(String line, int at) {
        int end = at + PSEUDONYM.length();
        boolean begins = at > 0 && (line.charAt(at - 1) == ' ' || line.charAt(at - 1) == '\t');
        return begins && (end == line.length() || ", \t".indexOf(line.charAt(end)) >= 0);
    }

    /** Our mark on a message that came in that version. */
    public static CharSequence mark(HttpVersion received) {
        return switch (received) {
            case HTTP_1_0 -> OVER_1_0;
            case HTTP_1_1 -> OVER_1_1;
            case HTTP_2 -> OVER_2;
        };
    }

    /** Adds our own mark after those that the message brought. */
    static void append(MultiMap from, MultiMap to, CharSequence own) {
        List<String> lines = from.contains(NAME) ? from.getAll(NAME) : List.of();
        if (lines.isEmpty()) {
            to.set(NAME, own);
        } else {
            to.set(NAME, String.join(", ", lines) + ", " + own);
        }
    }
}
