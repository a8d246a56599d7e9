package dev.sluice.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Postgres database, {@code postgresql://user:password@host:port/database}.
 *
 * @param value with its password; {@link #toString} is without
 */
public record DatabaseUrl(String value) {

    static final String EXPECTED = "an address like postgresql://user:password@host:5432/database";

    /** The user's part up to the last {@code @}: in a wrong address the password may hold one. */
    private static final Pattern PASSWORD = Pattern.compile("^([a-zA-Z]*:?//)?([^:/?]*):.*@");

    private static final Pattern PASSWORD_OPTION = Pattern.compile("(?i)(password=)[^&]*");

    static @Nullable DatabaseUrl read(String text) {
        try {
            URI uri = new URI(text);
            boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            boolean named = uri.getPath() != null && uri.getPath().length() > 1;
            boolean placed = uri.getRawAuthority() != null
                    || String.valueOf(uri.getRawQuery()).contains("host=");
            return known && named && placed ? new DatabaseUrl(text) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** What may be shown of an address, also of one that is not right. */
    static String masked(String text) {
        if (!text.contains("//")) {
            return text.length() + " characters";
        }
        String withoutUser = PASSWORD.matcher(text).replaceFirst("$1$2:****@");
        return PASSWORD_OPTION.matcher(withoutUser).replaceAll("$1****");
    }

    @Override
    public String toString() {
        return masked(value);
    }
}
