package dev.sluice.proxy.access;

import dev.sluice.core.site.AccessHours;
import dev.sluice.core.site.AccessWindows;
import dev.sluice.core.site.Networks;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Step;
import dev.sluice.proxy.site.Turn;
import dev.sluice.proxy.site.Visit;
import io.vertx.core.http.HttpHeaders;

/** Lets in nobody while no access window is open. */
final class WindowStep implements Step {

    private final AccessWindows windows;
    private final OpenNow open;

    WindowStep(AccessWindows windows) {
        this.windows = windows;
        this.open = new OpenNow(new AccessHours(windows));
    }

    @Override
    public void take(Visit visit, Turn turn) {
        long now = System.currentTimeMillis();
        if (open.at(now) || Networks.contain(windows.allow(), visit.origin().address())) {
            turn.passes();
        } else if (windows.status() == AccessWindows.FORBIDDEN) {
            turn.fails(Failure.WINDOW_CLOSED);
        } else {
            String seconds = Long.toString(open.secondsLeft(now));
            visit.editAnswerFields(fields -> fields.set(HttpHeaders.RETRY_AFTER, seconds));
            turn.fails(Failure.WINDOW_OPENS_LATER);
        }
    }
}
