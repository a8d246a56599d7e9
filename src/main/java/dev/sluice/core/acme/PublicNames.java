package dev.sluice.core.acme;

import java.util.Set;

/** Which names a public authority can certify: those that the public name service may know. */
public final class PublicNames {

    /**
     * The last labels of names that are nobody's in public: reserved ones (RFC 2606, 6761, 6762, 7686, 8375, 9476), and what
     * networks use by themselves.
     */
    private static final Set<String> PRIVATE = Set.of(
            "test",
            "example",
            "invalid",
            "localhost",
            "local",
            "lan",
            "internal",
            "intranet",
            "private",
            "corp",
            "home",
            "localdomain",
            "onion",
            "alt");

    private static final String HOME_NETWORKS = ".home.arpa";

    private PublicNames() {}

    /**
     * Whether it is such a name, and one that a question over HTTP can be answered for: no wildcard (RFC 8555 section 8.3), no
     * address.
     *
     * @param domain a route's, in lower case
     */
    public static boolean isPublic(String domain) {
        int dot = domain.lastIndexOf('.');
        if (dot <= 0 || domain.startsWith("*.") || domain.endsWith(HOME_NETWORKS)) {
            return false;
        }
        String last = domain.substring(dot + 1);
        return !PRIVATE.contains(last) && !last.chars().allMatch(Character::isDigit);
    }
}
