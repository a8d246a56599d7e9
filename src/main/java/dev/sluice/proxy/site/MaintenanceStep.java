package dev.sluice.proxy.site;

import dev.sluice.core.site.Maintenance;
import dev.sluice.core.site.Networks;
import dev.sluice.proxy.page.OutagePage;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Answers for a route that is being worked on. */
final class MaintenanceStep implements Step {

    private static final String BUILT_IN = "This service is being worked on. Please try again in a few minutes.\n";
    private static final int UNAVAILABLE = 503;

    private final Maintenance maintenance;
    private final Reply reply;

    MaintenanceStep(Maintenance maintenance) {
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

    @Override
    public void take(Visit visit, Turn turn) {
        if (Networks.contain(maintenance.allow(), visit.origin().address())) {
            turn.passes();
        } else {
            turn.answers(reply);
        }
    }
}
