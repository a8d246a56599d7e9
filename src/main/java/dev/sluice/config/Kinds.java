package dev.sluice.config;

import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Wire;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.rule.HostSyntax;
import dev.sluice.core.rule.PasswordRules;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of values that settings have. */
final class Kinds {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,62})");
    private static final Pattern SERVER =
            Pattern.compile("https://([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?/?");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{16,512}");

    private Kinds() {}

    static Kind<Integer> port() {
        return whole(0, 65_535, "a port, 1 to 65535, or 0 for a free one");
    }

    /** A port, or that there is none: {@link Settings.Https#OFF}. */
    static Kind<Integer> portOrOff() {
        Kind<Integer> port = port();
        return Kind.of(
                port.expected() + ", or off",
                text -> text.equalsIgnoreCase("off")
                        ? Integer.valueOf(Settings.Https.OFF)
                        : port.reader().apply(text));
    }

    static Kind<Integer> whole(int least, int most) {
        return whole(least, most, "a whole number, " + least + " to " + most);
    }

    private static Kind<Integer> whole(int least, int most, String expected) {
        return Kind.of(expected, text -> {
            if (!WHOLE.matcher(text).matches()) {
                return null;
            }
            long number = Long.parseLong(text);
            return number < least || number > most ? null : (int) number;
        });
    }

    static Kind<Duration> duration(String least, String most) {
        Duration from = Objects.requireNonNull(DurationText.parse(least), least);
        Duration to = Objects.requireNonNull(DurationText.parse(most), most);
        return Kind.of("a duration from " + least + " to " + most + ", such as 250ms, 10s or 5m", text -> {
            Duration duration = DurationText.parse(text);
            return duration == null || duration.compareTo(from) < 0 || duration.compareTo(to) > 0 ? null : duration;
        });
    }

    static Kind<Long> size(String least, String most) {
        long from = SizeText.parsed(least);
        long to = SizeText.parsed(most);
        return Kind.of("a size from " + least + " to " + most + ", such as 500B, 32KiB or 10MiB", text -> {
            Long size = SizeText.read(text);
            return size == null || size < from || size > to ? null : size;
        });
    }

    static Kind<Boolean> flag() {
        return Kind.of("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        });
    }

    static <E extends Enum<E> & Wire> Kind<E> choice(Class<E> type) {
        List<E> choices = List.of(type.getEnumConstants());
        String words = choices.stream().map(Wire::wire).collect(Collectors.joining(", "));
        return Kind.of("one of " + words, text -> choices.stream()
                .filter(choice -> choice.wire().equalsIgnoreCase(text))
                .findFirst()
                .orElse(null));
    }

    /** A name of this machine's, not resolved here, or an IP address. */
    static Kind<String> host() {
        return Kind.of("an IP address or a host name", Kinds::hostOrNull);
    }

    static Kind<List<String>> hosts() {
        return list("a list of host names and IP addresses", Kinds::hostOrNull);
    }

    static Kind<List<String>> networks() {
        return list("a list of IP networks such as 10.0.0.0/8 or 2001:db8::/32", text -> {
            IPAddress network = text.indexOf('*') >= 0 ? null : new IPAddressString(text).getAddress();
            return network == null || network.isMultiple() && !network.isPrefixed()
                    ? null
                    : network.toPrefixBlock().toCanonicalString();
        });
    }

    /** Where front doors wait for their agents. */
    static Kind<List<String>> servers() {
        return list(
                "addresses of front doors' agent ports, such as https://sluice.example.com:9181",
                text -> SERVER.matcher(text).matches() ? text : null);
    }

    /** An address, no name. */
    static Kind<String> address() {
        return Kind.of("an IPv4 or IPv6 address", text -> HostSyntax.address(text) == null ? null : text);
    }

    /** How an agent and its front door know each other. */
    static Kind<Hop> pairedHop() {
        return Kind.of("one of mtls, secret", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "mtls" -> Hop.MTLS;
            case "secret" -> Hop.SECRET;
            default -> null;
        });
    }

    static Kind<Path> path() {
        return Kind.of("a path; ~ is not expanded", text -> {
            try {
                return text.startsWith("~")
                        ? null
                        : Path.of(text).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                return null;
            }
        });
    }

    static Kind<String> name() {
        return Kind.of(
                "up to 63 letters, digits, dots, hyphens and underscores",
                text -> NAME.matcher(text).matches() ? text : null);
    }

    static Kind<Secret> secret() {
        return Kind.of(
                        "16 to 512 visible ASCII characters without spaces",
                        text -> VISIBLE.matcher(text).matches() ? new Secret(text) : null)
                .shownAs(text -> text.length() + " characters");
    }

    static Kind<Secret> passwordHash() {
        return Kind.of(PasswordRules.EXPECTED_HASH, text -> PasswordRules.isHash(text) ? new Secret(text) : null)
                .shownAs(text -> text.length() + " characters that are no such hash");
    }

    static Kind<DatabaseUrl> databaseUrl() {
        return Kind.of(DatabaseUrl.EXPECTED, DatabaseUrl::read)
                .shownAs(text -> Kind.shortened(DatabaseUrl.masked(text)));
    }

    private static <T> Kind<List<T>> list(String expected, Function<String, @Nullable T> item) {
        Function<String, @Nullable List<T>> reader = text -> {
            List<T> fitting = new ArrayList<>();
            for (String one : items(text)) {
                T value = item.apply(one);
                if (value == null) {
                    return null;
                }
                fitting.add(value);
            }
            return List.copyOf(fitting);
        };
        Function<String, String> unfit = text -> Kind.shortened(
                items(text).stream().filter(one -> item.apply(one) == null).collect(Collectors.joining(", ")));
        return new Kind<>(expected, reader, true, unfit);
    }

    private static List<String> items(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static @Nullable String hostOrNull(String text) {
        boolean address = text.indexOf(':') >= 0;
        if (address) {
            IPAddress ip = new IPAddressString(text).getAddress();
            return ip == null || ip.isMultiple() || ip.isPrefixed() ? null : ip.toCanonicalString();
        }
        return HOST.matcher(text).matches() ? text : null;
    }
}
