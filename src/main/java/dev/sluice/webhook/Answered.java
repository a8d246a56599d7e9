package dev.sluice.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param status of the answer; null if there was none
 * @param failure why it did not arrive, in a sentence without secrets; null if it did
 */
public record Answered(@Nullable Integer status, @Nullable String failure) {

    static Answered with(int status) {
        boolean arrived = status >= 200 && status < 300;
        return new Answered(status, arrived ? null : "answered " + status + ", expected 200 to 299");
    }

    static Answered not(String why) {
        return new Answered(null, why);
    }

    public boolean arrived() {
        return failure == null;
    }
}
