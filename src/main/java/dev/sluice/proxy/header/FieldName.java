package dev.sluice.proxy.header;

/** Comparisons of field names that take {@code _} for {@code -} and any case: upstreams often do. */
final class FieldName {

    private FieldName() {}

    /** Whether the name is that one, which is given in lower case. */
    static boolean is(String name, String lower) {
        return name.length() == lower.length() && startsWith(name, lower);
    }

    /** Whether the name begins with that prefix, which is given in lower case. */
    static boolean startsWith(String name, String lowerPrefix) {
        int length = lowerPrefix.length();
        if (name.length() < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (fold(name.charAt(i)) != lowerPrefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char fold(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + ('a' - 'A'));
        }
        return c == '_' ? '-' : c;
    }
}
