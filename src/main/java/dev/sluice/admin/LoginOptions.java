package dev.sluice.admin;

import dev.sluice.core.rule.PasswordRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the operator logs in.
 *
 * @param passwordHash of the password that always counts; null if the one that was set over the API does
 * @param idle a session ends after that time without a request
 * @param lifetime a session ends after that time
 */
public record LoginOptions(@Nullable String passwordHash, Duration idle, Duration lifetime) {

    public LoginOptions {
        if (passwordHash != null && !PasswordRules.isHash(passwordHash)) {
            throw new IllegalArgumentException(
                    "admin.password-hash is something else, expected " + PasswordRules.EXPECTED_HASH);
        }
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "LoginOptions[password " + (passwordHash == null ? "not fixed" : "fixed") + ", idle " + idle
                + ", lifetime " + lifetime + "]";
    }
}
