package dev.sluice.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What a document changed, or would change, in lines that begin with {@code +}, {@code ~} or {@code -}. */
final class ChangeLines {

    private ChangeLines() {}

    /**
     * Prints it.
     *
     * @param answer of the API
     * @param json as it came, on one line
     */
    static void print(String answer, boolean json, PrintWriter out) {
        if (json) {
            out.println(new JsonObject(answer).encode());
            return;
        }
        JsonObject body = new JsonObject(answer);
        JsonArray changes = body.getJsonArray("changes");
        int[] counts = new int[3];
        for (int i = 0; i < changes.size(); i++) {
            JsonObject change = changes.getJsonObject(i);
            String kind = change.getString("change");
            int index = kind.equals("created") ? 0 : kind.equals("updated") ? 1 : 2;
            counts[index]++;
            out.println("+~-".charAt(index) + " " + change.getString("kind") + " " + change.getString("key"));
            fields(change.getJsonArray("fields"), index, out);
        }
        boolean trial = body.getBoolean("dry_run");
        long revision = body.getLong("revision");
        if (changes.isEmpty()) {
            out.println("Nothing to change: it is so already, at revision " + revision + ".");
            return;
        }
        out.println((trial ? "Would be: " : "Done: ") + counts[0] + " created, " + counts[1] + " updated, " + counts[2]
                + " deleted" + (trial ? "; nothing was changed." : "; revision " + revision + "."));
    }

    private static void fields(JsonArray fields, int index, PrintWriter out) {
        for (int i = 0; i < fields.size() && index < 2; i++) {
            JsonObject field = fields.getJsonObject(i);
            String after = shown(field.getValue("after"));
            String value = index == 0 ? after : shown(field.getValue("before")) + " -> " + after;
            out.println("    " + field.getString("path") + ": " + value);
        }
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof JsonArray list) {
            return list.encode();
        }
        return value.toString().replace("\n", "\\n");
    }
}
