package dev.sluice.proxy.header;

/** Comma-separated lists, as many fields hold them; nothing is allocated. */
final class Tokens {

    private Tokens() {}

    /** Whether the list holds that token, in any case. */
    static boolean contains(String list, String token) {
        int wanted = token.length();
        int at = 0;
        int end = list.length();
        while (at < end) {
            int comma = list.indexOf(',', at);
            int stop = comma < 0 ? end : comma;
            int from = at;
            int to = stop;
            while (from < to && isBlank(list.charAt(from))) {
                from++;
            }
            while (to > from && isBlank(list.charAt(to - 1))) {
                to--;
            }
            if (to - from == wanted && list.regionMatches(true, from, token, 0, wanted)) {
                return true;
            }
            at = stop + 1;
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
