package dev.sluice.core.rule;

import dev.sluice.core.site.Access;
import dev.sluice.core.site.BasicAuth;
import dev.sluice.core.site.ForwardAuth;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the access of a route may be. */
public final class AccessRules {

    private static final int MOST_USERS = 200;
    private static final int MOST_COPIED = 50;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Pattern REALM = Pattern.compile("[\\x20-\\x7e&&[^\"\\\\]]{1,100}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}:]{1,128}");
    private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^`|~-]{1,100}");

    /** Fields that are the message's own, or ours to write. */
    private static final Set<String> NOT_COPIED = Set.of(
            "connection",
            "content-length",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "x-real-ip",
            "x-request-id");

    private static final List<String> OURS = List.of("x-gateway-", "x-forwarded-");
    private static final String USER_FIELD = "x-forwarded-user";

    /** How a document comes to have no hashes. */
    private static final String ONLY_MARKED =
            "; with a token below the scope admin only a password_mark is exported in its"
                    + " place: export again with one of admin";

    private final ForbiddenTargets forbidden;

    public AccessRules(ForbiddenTargets forbidden) {
        this.forbidden = forbidden;
    }

    /** Tells everything that is wrong with it, by paths that begin with {@code access}; null is fine. */
    void check(@Nullable Access access, Problems problems) {
        if (access == null) {
            return;
        }
        BasicAuth basic = access.basicAuth();
        if (basic != null) {
            check(basic, problems);
        }
        ForwardAuth forward = access.forwardAuth();
        if (forward != null) {
            check(forward, problems);
        }
    }

    private static void check(BasicAuth basic, Problems problems) {
        String at = "access.basic_auth.";
        if (!REALM.matcher(basic.realm()).matches()) {
            problems.add(
                    at + "realm",
                    basic.realm(),
                    "1 to 100 letters, digits, spaces and signs of ASCII, without \" and \\");
        }
        if (basic.users().isEmpty()) {
            problems.add(at + "users", "no user", "at least one; basic_auth null asks for no password");
        }
        most(at + "users", basic.users().size(), MOST_USERS, "users", problems);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < Math.min(basic.users().size(), MOST_USERS); i++) {
            check(at + "users[" + i + "].", basic.users().get(i), basic.userHeader() != null, names, problems);
        }
        String header = basic.userHeader();
        if (header != null) {
            checkField(at + "user_header", header, problems);
        }
    }

    private static void check(String at, BasicAuth.User user, boolean asField, Set<String> names, Problems problems) {
        String name = user.name();
        if (!NAME.matcher(name).matches()) {
            problems.add(at + "name", name, "1 to 128 characters without a colon (RFC 7617)");
        } else if (asField && !ASCII.matcher(name).matches()) {
            problems.add(at + "name", name, "visible ASCII without spaces, since user_header is to tell it");
        }
        if (!names.add(name)) {
            problems.add(at + "name", name, "a name that no other user has");
        }
        if (!PasswordRules.isHash(user.hash())) {
            // Not what was given: it may be the password itself.
            boolean none = user.hash().isEmpty();
            String given = none ? null : user.hash().length() + " characters";
            problems.add(
                    at + "password_hash",
                    given,
                    none ? PasswordRules.EXPECTED_HASH + ONLY_MARKED : PasswordRules.EXPECTED_HASH);
        }
    }

    private void check(ForwardAuth forward, Problems problems) {
        String at = "access.forward_auth.";
        String host = forward.url().getHost();
        String why = host == null ? null : forbidden.why(host, forward.port());
        if (why != null) {
            problems.add(RejectionCode.TARGET_FORBIDDEN, at + "url", host + ":" + forward.port(), why);
        }
        List<String> copied = forward.copyHeaders();
        most(at + "copy_headers", copied.size(), MOST_COPIED, "fields", problems);
        for (int i = 0; i < Math.min(copied.size(), MOST_COPIED); i++) {
            checkField(at + "copy_headers[" + i + "]", copied.get(i), problems);
        }
        if (forward.timeout().compareTo(SHORTEST) < 0 || forward.timeout().compareTo(LONGEST) > 0) {
            problems.add(at + "timeout", DurationText.format(forward.timeout()), "a duration from 100ms to 1m");
        }
    }

    private static void checkField(String path, String name, Problems problems) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!FIELD.matcher(name).matches()) {
            problems.add(path, name, "the name of a header field, such as Remote-User");
        } else if (NOT_COPIED.contains(lower) || OURS.stream().anyMatch(lower::startsWith) && !isUser(lower)) {
            problems.add(path, name, "a field that is not HTTP's own or Sluice's to write, such as Remote-User");
        }
    }

    /** Many applications know the user by a field that begins like those of the client's address. */
    private static boolean isUser(String lower) {
        return lower.startsWith(USER_FIELD)
                || List.of("x-forwarded-groups", "x-forwarded-email").contains(lower);
    }

    private static void most(String path, int count, int most, String what, Problems problems) {
        if (count > most) {
            problems.add(path, count + " " + what, "at most " + most + " " + what);
        }
    }
}
