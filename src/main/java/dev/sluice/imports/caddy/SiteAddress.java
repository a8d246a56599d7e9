package dev.sluice.imports.caddy;

import dev.sluice.core.rule.DomainSyntax;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of a site.
 *
 * @param text as it is written
 * @param scheme http or https; empty if it was not said
 * @param host empty for all
 * @param port null if it was not said
 * @param path empty in any that Caddy takes
 */
record SiteAddress(
        String text, String scheme, String host, @Nullable Integer port, String path) {

    private static final Pattern SYNTAX =
            Pattern.compile("(?:(?i:(https?))://)?(\\[[^\\]/]*]|[^:/\\[\\]]*)(?::(\\d{1,5}))?(/.*)?");

    /** The address; null if it is none. */
    static @Nullable SiteAddress parse(String text) {
        String domain = DomainSyntax.normalise(text);
        if (domain != null && DomainSyntax.isIpv6(domain)) {
            return new SiteAddress(text, "", domain, null, "");
        }
        Matcher found = SYNTAX.matcher(text);
        if (!found.matches()) {
            return null;
        }
        Integer port = found.group(3) == null ? null : Integer.valueOf(found.group(3));
        return new SiteAddress(
                text,
                found.group(1) == null ? "" : found.group(1).toLowerCase(java.util.Locale.ROOT),
                found.group(2),
                port,
                found.group(4) == null ? "" : found.group(4));
    }

    /** Whether only plain HTTP reaches it. */
    boolean isPlain(Ports ports) {
        return scheme.equals("http") || scheme.isEmpty() && port != null && port == ports.http();
    }

    /** Whether it is on the one port for its scheme. */
    boolean isOnStandardPort(Ports ports) {
        return port == null || port == (isPlain(ports) ? ports.http() : ports.https());
    }
}
