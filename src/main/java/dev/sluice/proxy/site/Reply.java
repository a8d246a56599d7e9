package dev.sluice.proxy.site;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that no upstream gave.
 *
 * @param fields in lower case; none that frame the message
 * @param body left out where the request is for the head alone
 * @param reason the sentence of a page of the operator's, which may stand in for the body; null if none may
 */
public record Reply(
        int status,
        List<Map.Entry<String, String>> fields,
        Buffer body,
        @Nullable String reason) {

    public static final String HTML = "text/html; charset=utf-8";
    public static final String TEXT = "text/plain; charset=utf-8";

    public Reply {
        fields = List.copyOf(fields);
    }

    /** One that stays as it is. */
    public Reply(int status, List<Map.Entry<String, String>> fields, Buffer body) {
        this(status, fields, body, null);
    }
}
