package dev.sluice.config;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kinds of settings that only certificate authorities have. */
final class AcmeKinds {

    private static final Map<String, URI> KNOWN = Map.of(
            "letsencrypt", URI.create("https://acme-v02.api.letsencrypt.org/directory"),
            "letsencrypt-staging", URI.create("https://acme-staging-v02.api.letsencrypt.org/directory"));
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s,;?<>\"]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");
    private static final Pattern KEY_ID = Pattern.compile("[!-~]{1,256}");

    private AcmeKinds() {}

    static Kind<URI> directory() {
        return Kind.of(
                "letsencrypt, letsencrypt-staging, or an address such as https://ca.example.com/acme/directory",
                AcmeKinds::directoryOrNull);
    }

    private static @Nullable URI directoryOrNull(String text) {
        URI known = KNOWN.get(text.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        try {
            URI uri = URI.create(text);
            boolean fits = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
            return fits ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static Kind<String> email() {
        return Kind.of(
                "an address such as ops@example.com",
                text -> EMAIL.matcher(text).matches() ? text : null);
    }

    static Kind<String> keyId() {
        return Kind.of(
                "up to 256 visible ASCII characters",
                text -> KEY_ID.matcher(text).matches() ? text : null);
    }
}
