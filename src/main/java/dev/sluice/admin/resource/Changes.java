package dev.sluice.admin.resource;

import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.rule.Edit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;

/** The way from the API's loop to the control plane and back. */
public final class Changes {

    private final ControlPlane plane;
    private final Context loop;

    public Changes(ControlPlane plane, Context loop) {
        this.plane = plane;
        this.loop = loop;
    }

    /** Commits and publishes the edit. */
    Future<Committed> make(Edit edit) {
        return here(plane.change(edit));
    }

    /** A stage's outcome on the API's loop. */
    <T> Future<T> here(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, loop);
    }

    Snapshot snapshot() {
        return plane.snapshot();
    }

    /**
     * The published state after a change. Publication may already be further on, or, on a front door that is being stopped,
     * not yet there: what was committed is shown then.
     */
    Snapshot after(Committed committed) {
        Snapshot now = plane.snapshot();
        return now.desired().revision() >= committed.desired().revision()
                ? now
                : new Snapshot(
                        committed.desired(),
                        now.peers(),
                        now.routes(),
                        now.circuits(),
                        now.mirrors(),
                        now.reachability());
    }

    ControlPlane plane() {
        return plane;
    }
}
