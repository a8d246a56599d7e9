package dev.sluice.proxy.compress;

import org.jspecify.annotations.Nullable;

/**
 * Entity tags of answers that are compressed here. A strong tag promises the same bytes (RFC 9110 8.8.1), which an answer in a
 * coding of ours does not have: it leaves as a weak one. Clients ask with that one, and upstreams compare it: for
 * If-None-Match weakly, so that it passes as it is, for If-Match strongly, so that it has to become what it was.
 */
final class EntityTags {

    private static final String WEAK = "W/";

    private EntityTags() {}

    static boolean isStrong(String tag) {
        return !tag.startsWith(WEAK);
    }

    static String weak(String tag) {
        return isStrong(tag) ? WEAK + tag : tag;
    }

    /**
     * The tags of an If-Match as the upstream knows them. One that was weak at the upstream too matches no more for it there:
     * strong comparison wants both strong.
     */
    static String strong(String tags) {
        StringBuilder made = new StringBuilder(tags.length());
        boolean quoted = false;
        for (int i = 0; i < tags.length(); i++) {
            char c = tags.charAt(i);
            if (!quoted && tags.startsWith("W/\"", i)) {
                i++;
                continue;
            }
            quoted ^= c == '"';
            made.append(c);
        }
        return made.toString();
    }

    /** Whether what a 304 is about is an answer that the client has from here, weak: it asked with {@code W/} and this tag. */
    static boolean wasWeakened(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null || !isStrong(tag)) {
            return false;
        }
        int at = ifNoneMatch.indexOf(tag);
        boolean weak = false;
        while (at >= 0) {
            if (at < 2 || !ifNoneMatch.startsWith(WEAK, at - 2)) {
                return false; // it has the plain one too
            }
            weak = true;
            at = ifNoneMatch.indexOf(tag, at + tag.length());
        }
        return weak;
    }
}
