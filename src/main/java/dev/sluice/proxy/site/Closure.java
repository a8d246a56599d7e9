package dev.sluice.proxy.site;

import dev.sluice.core.site.Maintenance;
import dev.sluice.core.site.Networks;
import dev.sluice.proxy.page.ErrorPage;
import dev.sluice.proxy.page.OutagePage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What visitors are told while something is being worked on, and who is served as ever. */
final class Closure {

    private static final String BUILT_IN = "This service is being worked on. Please try again in a few minutes.\n";
    private static final int UNAVAILABLE = 503;

    private final Maintenance maintenance;
    private final Reply reply;

    /** What programs read: the message, unless that is a page for browsers. */
    private final String sentence;

    Closure(Maintenance maintenance) {
        this.maintenance = maintenance;
        String message = maintenance.message() == null ? BUILT_IN : maintenance.message();
        boolean html = OutagePage.isHtml(message);
        this.sentence = (html ? BUILT_IN : message).strip();
        this.reply = new Reply(
                UNAVAILABLE,
                fields(html ? Reply.HTML : Reply.TEXT),
                Buffer.buffer(message),
                maintenance.message() == null ? BUILT_IN.strip() : null);
    }

    private List<Map.Entry<String, String>> fields(String type) {
        return List.of(
                Map.entry("content-type", type),
                Map.entry("cache-control", "no-store"),
                Map.entry("retry-after", Integer.toString(maintenance.retryAfterSeconds())));
    }

    /** Whether it is for that. */
    boolean isFor(Maintenance wanted) {
        return maintenance == wanted || maintenance.equals(wanted);
    }

    /** What a client of that address of 4 or 16 bytes gets; null if it is served. */
    @Nullable
    Reply to(HttpServerRequest request, byte[] address, String requestId) {
        if (Networks.contain(maintenance.allow(), address)) {
            return null;
        }
        if (!ErrorPage.wantsJson(request)) {
            return reply;
        }
        Buffer problem = ErrorPage.problem(UNAVAILABLE, "maintenance", sentence, requestId);
        return new Reply(UNAVAILABLE, fields(ErrorPage.PROBLEM), problem);
    }
}
