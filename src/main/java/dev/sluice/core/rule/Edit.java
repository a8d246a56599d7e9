package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import java.util.List;

/**
 * A commanded change of the desired state: a pure function, run under the revision lock on the newest state, perhaps more
 * than once.
 */
@FunctionalInterface
public interface Edit {

    /** Things that get an id when they are made. */
    enum Kind {
        PEER,
        POOL,
        ROUTE,
        DRILL,
        CERTIFICATE,
        WEBHOOK
    }

    /**
     * The state after the change.
     *
     * @throws Rejection if it may not be made; nothing is written then
     */
    Edited apply(Desired current, EditContext context);

    /** What this edit makes of that state, one entry for each new id it takes from the context. */
    default List<Kind> creates(Desired current) {
        return List.of();
    }

    /** This edit, declared to make one thing of that kind. */
    static Edit creating(Kind kind, Edit edit) {
        return new Edit() {
            @Override
            public Edited apply(Desired current, EditContext context) {
                return edit.apply(current, context);
            }

            @Override
            public List<Kind> creates(Desired current) {
                return List.of(kind);
            }
        };
    }
}
