package dev.sluice.core.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a password, and the hash of one, may look like. */
public final class PasswordRules {

    public static final int SHORTEST = 10;
    public static final int LONGEST = 256;

    /** Completes "expected ...". */
    public static final String EXPECTED_HASH =
            "what sluice hash-password prints ($argon2id$...), or a bcrypt hash ($2b$...)";

    /** The PHC string format; its limits keep one login from taking the memory or the minutes of all others. */
    private static final Pattern ARGON2 = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([1-9]\\d{2,5}),t=([1-9]\\d?),p=([1-4])\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{22,86}");

    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");
    private static final int MOST_KIB = 256 * 1024;
    private static final int MOST_PASSES = 20;

    private PasswordRules() {}

    /** Tells the problem of a password that is none. */
    public static void check(String path, String password, Problems problems) {
        int length = password.length();
        if (length < SHORTEST || length > LONGEST) {
            problems.add(path, length + " characters", SHORTEST + " to " + LONGEST + " characters");
        }
    }

    /** Whether it is a hash that a password can be checked against. */
    public static boolean isHash(String text) {
        Matcher argon2 = ARGON2.matcher(text);
        return argon2.matches()
                ? Integer.parseInt(argon2.group(1)) <= MOST_KIB && Integer.parseInt(argon2.group(2)) <= MOST_PASSES
                : BCRYPT.matcher(text).matches();
    }
}
