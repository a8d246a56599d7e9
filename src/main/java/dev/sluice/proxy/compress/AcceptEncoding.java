package dev.sluice.proxy.compress;

import dev.sluice.core.site.ContentCoding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client says of content codings (RFC 9110 12.5.3), weighed against what is offered; nothing is allocated. */
final class AcceptEncoding {

    private static final int UNSAID = -1;
    private static final int MOST = 1000;

    private AcceptEncoding() {}

    /**
     * The coding that the client likes best, of several the one offered first; null if the answer should stay as it is. That
     * is also the answer to a client that says nothing, or that would take neither what is offered nor the plain form.
     *
     * @param fields all Accept-Encoding fields of the request
     * @param usable which of the offered ones can be made here
     */
    static @Nullable ContentCoding choose(List<String> fields, List<ContentCoding> offered, Set<ContentCoding> usable) {
        if (fields.isEmpty()) {
            return null;
        }
        int others = weight(fields, "*");
        int best = weight(fields, "identity"); // unsaid, any coding that is acceptable is better
        ContentCoding chosen = null;
        for (ContentCoding coding : offered) {
            int weight = usable.contains(coding) ? weight(fields, coding, others) : 0;
            if (weight > 0 && (chosen == null ? weight >= best : weight > best)) {
                chosen = coding;
                best = weight;
            }
        }
        return chosen;
    }

    private static int weight(List<String> fields, ContentCoding coding, int others) {
        int weight = weight(fields, coding.wire());
        if (weight == UNSAID && coding == ContentCoding.GZIP) {
            weight = weight(fields, "x-gzip"); // the same (RFC 9110 8.4.1.3)
        }
        return weight == UNSAID ? others : weight;
    }

    /** Thousandths, or {@link #UNSAID}; the first word on a coding counts. */
    private static int weight(List<String> fields, String coding) {
        for (int i = 0; i < fields.size(); i++) {
            int weight = weight(fields.get(i), coding);
            if (weight != UNSAID) {
                return weight;
            }
        }
        return UNSAID;
    }

    private static int weight(String field, String coding) {
        int at = 0;
        while (at < field.length()) {
            int comma = field.indexOf(',', at);
            int stop = comma < 0 ? field.length() : comma;
            int semicolon = field.indexOf(';', at);
            int end = semicolon < 0 || semicolon > stop ? stop : semicolon;
            int from = skip(field, at, end);
            if (trimmed(field, from, end) == coding.length()
                    && field.regionMatches(true, from, coding, 0, coding.length())) {
                return end == stop ? MOST : quality(field, skip(field, end + 1, stop), stop);
            }
            at = stop + 1;
        }
        return UNSAID;
    }

    /** Of {@code q=0.8}, in thousandths; 0 for what is no weight: what was meant is not known, and the plain form always right. */
    private static int quality(String field, int from, int stop) {
        int end = from + trimmed(field, from, stop);
        if (end - from < 3 || (field.charAt(from) | 0x20) != 'q' || field.charAt(from + 1) != '=') {
            return 0;
        }
        int whole = field.charAt(from + 2) - '0';
        int digits = end - from - 4;
        boolean dotted = digits >= 0 && field.charAt(from + 3) == '.';
        if (whole < 0 || whole > 1 || digits > 3 || digits >= 0 && !dotted) {
            return 0;
        }
        int weight = whole * MOST;
        int unit = MOST;
        for (int i = from + 4; i < end; i++) {
            unit /= 10;
            int digit = field.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            weight += digit * unit;
        }
        return weight > MOST ? 0 : weight;
    }

    private static int skip(String field, int from, int stop) {
        int at = from;
        while (at < stop && isBlank(field.charAt(at))) {
            at++;
        }
        return at;
    }

    /** How long what begins there is without the blanks behind it. */
    private static int trimmed(String field, int from, int stop) {
        int end = stop;
        while (end > from && isBlank(field.charAt(end - 1))) {
            end--;
        }
        return Math.max(0, end - from);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
