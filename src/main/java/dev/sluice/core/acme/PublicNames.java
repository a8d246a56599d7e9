package dev.sluice.core.acme;

import java.util.Set;

/** Which names a public authority can certify: those that the public name service may know. */
public final class PublicNames {

    /** The last labels of names that are nobody's anywhere, or not of the name service (RFC 6761, 7686, 9476). */
    private static final Set<String> NOBODYS = Set.of("example", "invalid", "onion", "alt");

    private PublicNames() {}

    /**
     * Whether it is such a name, and one that a question over HTTP can be answered for: no private one, no wildcard (RFC 8555
     * section 8.3), no address.
     *
     * @param domain a route's, in lower case
     */
    public static boolean isPublic(String domain) {
        int dot = domain.lastIndexOf('.');
        if (dot <= 0 || domain.startsWith("*.") || PrivateNames.hasSuffix(domain)) {
            return false;
        }
        String last = domain.substring(dot + 1);
        return !NOBODYS.contains(last) && !last.chars().allMatch(Character::isDigit);
    }
}
