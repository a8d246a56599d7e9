package dev.sluice.admin.json;

import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A password in a body. What cannot be read is told without a word of it.
 *
 * @param password empty if it is none
 * @param current null if it was not given
 */
public record PasswordJson(String password, @Nullable String current) {

    private static final String PASSWORD = "password";
    private static final String CURRENT = "current_password";

    /**
     * Reads it.
     *
     * @param change whether the present one may be given too
     */
    public static PasswordJson read(JsonObject body, boolean change, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.ignore(PASSWORD);
        if (change) {
            in.ignore(CURRENT);
        }
        in.done();
        if (!(body.getValue(PASSWORD) instanceof String)) {
            problems.add(PASSWORD, body.getValue(PASSWORD) == null ? null : "something else", "a string");
        }
        if (change && body.getValue(CURRENT) != null && !(body.getValue(CURRENT) instanceof String)) {
            problems.add(CURRENT, "something else", "a string");
        }
        return new PasswordJson(
                body.getValue(PASSWORD) instanceof String password ? password : "",
                body.getValue(CURRENT) instanceof String current ? current : null);
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return "PasswordJson[****]";
    }
}
