package dev.sluice.config;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote for one path.
 *
 * @param text the words as written: YAML's own guesses at types (octal numbers, {@code off} as false) are not taken;
 *     a sequence's items are joined by commas
 * @param list whether it was a sequence
 * @param source a file with a line, or an environment variable
 * @param expected set if the place itself is wrong, whatever the setting: what was expected there
 */
record Given(
        String text, boolean list, String source, @Nullable String expected) {

    static Given of(String text, String source) {
        return new Given(text, false, source, null);
    }

    /** As it travels through the retriever. */
    JsonObject toJson() {
        return new JsonObject()
                .put("text", text)
                .put("list", list)
                .put("source", source)
                .put("expected", expected);
    }

    static Given fromJson(JsonObject json) {
        return new Given(
                json.getString("text"), json.getBoolean("list"), json.getString("source"), json.getString("expected"));
    }
}
