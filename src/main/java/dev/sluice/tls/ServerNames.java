package dev.sluice.tls;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/**
 * The names that clients may ask for in a handshake (SNI, RFC 6066 section 3): those that there is a certificate for. Another
 * ends with the alert {@code unrecognized_name}.
 */
final class ServerNames extends SNIMatcher {

    private final ShownCertificates shown;

    ServerNames(ShownCertificates shown) {
        super(StandardConstants.SNI_HOST_NAME);
        this.shown = shown;
    }

    @Override
    public boolean matches(SNIServerName name) {
        return shown.index().choose(text(name)) != null;
    }

    /** The name that the client of this session asks for, or asked for, in lower case; null if it did not say. */
    static @Nullable String of(@Nullable SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return null;
        }
        List<SNIServerName> names = extended.getRequestedServerNames();
        for (SNIServerName name : names) {
            if (name.getType() == StandardConstants.SNI_HOST_NAME) {
                return text(name);
            }
        }
        return null;
    }

    /** Whether it is an address, which no client asks for by SNI, and no name, whose last label is never of digits. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || !host.isEmpty() && Character.isDigit(host.charAt(host.length() - 1));
    }

    /** A name as a client sent it, as {@link #of} gives it. */
    static @Nullable String read(@Nullable String name) {
        return name == null ? null : normalized(name);
    }

    private static String text(SNIServerName name) {
        return normalized(new String(name.getEncoded(), StandardCharsets.UTF_8));
    }

    private static String normalized(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
