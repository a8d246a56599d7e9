package dev.sluice.core.rule;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The addresses of services that Sluice asks beside peers: what they may look like. */
public final class ServiceUrl {

    static final String EXPECTED =
            "an http or https address without user, password and fragment, at most 2000 characters";

    /** Of one that has nothing behind the port. */
    public static final String EXPECTED_ORIGIN =
            "http:// or https://, a host and perhaps a port, and nothing else, such as http://10.0.0.9:8080";

    private static final int LONGEST = 2000;

    private ServiceUrl() {}

    /** The address; null if it is none that may be asked. */
    static @Nullable URI parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean whole = List.of("http", "https").contains(scheme)
                    && url.getHost() != null
                    && HostSyntax.isHost(url.getHost())
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getPort() != 0
                    && url.getPort() <= Limits.HIGHEST_PORT;
            return whole ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The address without a path; null if it is none, or has one. */
    public static @Nullable URI origin(String text) {
        URI url = parse(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        return url == null || !url.getRawPath().isEmpty() || url.getRawQuery() != null ? null : url;
    }

    /** The text as a message may repeat it: without a password. */
    public static String shown(String text) {
        return WebhookRules.shown(text);
    }

    /** Where the service listens. */
    public static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : isTls(url) ? 443 : 80;
    }

    public static boolean isTls(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }
}
