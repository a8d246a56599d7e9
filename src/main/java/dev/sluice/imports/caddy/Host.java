package dev.sluice.imports.caddy;

/**
 * A domain that a site is for.
 *
 * @param domain as a route has it; empty for every host
 * @param plain whether it is served over plain HTTP on purpose
 * @param secure whether it is served over HTTPS
 */
record Host(String domain, boolean plain, boolean secure) {

    boolean isPlainOnly() {
        return plain && !secure;
    }

    boolean isAny() {
        return domain.isEmpty();
    }

    /** Whether a request for the other domain may be one for this. */
    boolean covers(String other) {
        return isAny() || domain.equals(other) || isWild() && other.indexOf('.') > 0 && underWildcard(other);
    }

    private boolean isWild() {
        return domain.startsWith("*.");
    }

    /** A wildcard stands for exactly one label. */
    private boolean underWildcard(String other) {
        return !other.startsWith("*") && other.substring(other.indexOf('.')).equals(domain.substring(1));
    }

    Host narrowed(String other) {
        return new Host(other, plain, secure);
    }
}
