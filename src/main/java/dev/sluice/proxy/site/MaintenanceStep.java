package dev.sluice.proxy.site;

import dev.sluice.core.site.Maintenance;

/** Answers for a route that is being worked on. */
final class MaintenanceStep implements Step {

    private final Closure closure;

    MaintenanceStep(Maintenance maintenance) {
        this.closure = new Closure(maintenance);
    }

    @Override
    public void take(Visit visit, Turn turn) {
        Reply reply = closure.to(
                visit.request(), visit.origin().address(), visit.origin().requestId());
        if (reply == null) {
            turn.passes();
        } else {
            turn.answers(reply);
        }
    }
}
