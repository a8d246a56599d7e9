package dev.sluice.observe;

import java.util.Locale;
import java.util.Set;

/** The hiding of what must not stand in a log: values of query parameters that are secrets by their names, and user info. */
final class SecretMask {

    private static final String MASK = "***";

    /** A name is a secret's if one of its words is: {@code access_token}, {@code X-Amz-Signature}, {@code api.key}. */
    private static final Set<String> WORDS =
            Set.of("token", "key", "apikey", "password", "passwd", "pwd", "secret", "signature", "sig", "jwt");

    private SecretMask() {}

    /** The request target without its secrets; the very same string if it has none. */
    static String apply(String target) {
        String shown = withoutUserInfo(target);
        int query = shown.indexOf('?');
        return query < 0 || shown.indexOf('=', query) < 0 ? shown : maskQuery(shown, query + 1);
    }

    private static String maskQuery(String target, int from) {
        StringBuilder masked = new StringBuilder(target.length()).append(target, 0, from);
        int at = from;
        while (at < target.length()) {
            int end = endOfParameter(target, at);
            int equals = target.indexOf('=', at);
            if (equals >= 0 && equals < end && isSecret(target.substring(at, equals))) {
                masked.append(target, at, equals + 1).append(MASK);
            } else {
                masked.append(target, at, end);
            }
            if (end < target.length()) {
                masked.append(target.charAt(end));
            }
            at = end + 1;
        }
        return masked.toString();
    }

    private static int endOfParameter(String target, int from) {
        for (int i = from; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '&' || c == ';') {
                return i;
            }
        }
        return target.length();
    }

    private static boolean isSecret(String name) {
        for (String word : decoded(name).toLowerCase(Locale.ROOT).split("[^a-z0-9]+")) {
            if (WORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Percent signs must not hide a name; what is wrongly encoded stays as it is. Names are ASCII. */
    private static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%' && i + 2 < name.length()) {
                int high = Character.digit(name.charAt(i + 1), 16);
                int low = Character.digit(name.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    plain.append((char) (high << 4 | low));
                    i += 2;
                    continue;
                }
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /** An absolute-form target may carry {@code user:password@}. */
    private static String withoutUserInfo(String target) {
        int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        if (scheme < 0) {
            return target;
        }
        int from = scheme + 3;
        int end = from;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        int at = target.lastIndexOf('@', end - 1);
        return at < from ? target : target.substring(0, from) + MASK + target.substring(at);
    }
}
