package dev.sluice.proxy.site;

import dev.sluice.core.site.Maintenance;
import dev.sluice.core.site.Networks;
import dev.sluice.proxy.page.OutagePage;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What visitors are told while something is being worked on, and who is served as ever. */
final class Closure {

    private static final String BUILT_IN = "This service is being worked on. Please try again in a few minutes.\n";
    private static final int UNAVAILABLE = 503;

    private final Maintenance maintenance;
    private final Reply reply;

    Closure(Maintenance maintenance) {
        this.maintenance = maintenance;
        String message = maintenance.message() == null ? BUILT_IN : maintenance.message();
        this.reply = new Reply(
                UNAVAILABLE,
                List.of(
                        Map.entry("content-type", OutagePage.isHtml(message) ? Reply.HTML : Reply.TEXT),
                        Map.entry("cache-control", "no-store"),
                        Map.entry("retry-after", Integer.toString(maintenance.retryAfterSeconds()))),
                Buffer.buffer(message),
                maintenance.message() == null ? BUILT_IN.strip() : null);
    }

    /** Whether it is for that. */
    boolean isFor(Maintenance wanted) {
        return maintenance == wanted || maintenance.equals(wanted);
    }

    /** What a client of that address of 4 or 16 bytes gets; null if it is served. */
    @Nullable
    Reply to(byte[] address) {
        return Networks.contain(maintenance.allow(), address) ? null : reply;
    }
}
