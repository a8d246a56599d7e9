package dev.sluice.proxy.site;

import dev.sluice.proxy.Failure;

/** One request's way through the steps of its route. Event loop. */
final class Walk implements Turn {

    private final Visit visit;
    private final Step[] steps;
    private final Turn end;
    private int at;

    Walk(Visit visit, Step[] steps, Turn end) {
        this.visit = visit;
        this.steps = steps;
        this.end = end;
    }

    @Override
    public void passes() {
        visit.whileWaiting(null);
        if (at < steps.length) {
            steps[at++].take(visit, this);
        } else {
            end.passes();
        }
    }

    @Override
    public void answers(Reply reply) {
        visit.whileWaiting(null);
        end.answers(reply);
    }

    @Override
    public void fails(Failure failure) {
        visit.whileWaiting(null);
        end.fails(failure);
    }
}
