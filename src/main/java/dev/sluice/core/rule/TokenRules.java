package dev.sluice.core.rule;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a token may be called, open, and when it may end. */
public final class TokenRules {

    /** The name in events of who came in with the password. */
    public static final String OPERATOR = "operator";

    /** The name in events of who came in with the fixed token. */
    public static final String FIXED = "SLUICE_ADMIN_TOKEN";

    private static final Set<String> OTHERS_NAMES = Set.of(OPERATOR, "sluice", "sluice_admin_token", "watchdog");
    private static final Set<String> SCOPES = Set.of("read", "operate", "admin");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String EXPECTED_SCOPES = "at least one of read, operate, admin";

    private TokenRules() {}

    /** A token as it was asked for. */
    public record Wanted(
            String name, Set<String> scopes, @Nullable Instant expiresAt) {}

    /**
     * Reads what was asked for.
     *
     * @throws Rejection INVALID
     */
    public static Wanted read(Fields in, Problems problems, Instant now) {
        in.require("name", "a name for the token, which events will call its user by");
        Wanted wanted = new Wanted(in.text("name", "", ""), scopes(in, problems), expiry(in, problems, now));
        in.done();
        if (in.named("name")) {
            name(wanted.name(), problems);
        }
        problems.refuseIfAny();
        return wanted;
    }

    private static void name(String name, Problems problems) {
        Limits.name(name, problems);
        if (OTHERS_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
            problems.add("name", name, "a name that no other user has in events");
        }
    }

    private static Set<String> scopes(Fields in, Problems problems) {
        List<?> given = in.list("scopes");
        if (given == null) {
            return Set.of();
        }
        if (given.isEmpty() || !SCOPES.containsAll(given)) {
            problems.add("scopes", given, EXPECTED_SCOPES);
            return Set.of();
        }
        return given.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new));
    }

    private static @Nullable Instant expiry(Fields in, Problems problems, Instant now) {
        String text = in.optionalText("expires_at", null);
        if (text == null) {
            return null;
        }
        String expected = "a time to come, such as 2030-01-31T12:00:00Z, or null";
        try {
            Instant at = Instant.parse(text);
            if (!at.isAfter(now) || at.isAfter(LATEST)) {
                problems.add("expires_at", text, expected);
            }
            return at;
        } catch (DateTimeException e) {
            problems.add("expires_at", text, expected);
            return null;
        }
    }
}
