package dev.sluice.core.port;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.rule.Edit;
import java.util.concurrent.CompletionStage;

/** What the admin API may ask of the rest of the program. Any thread; stages complete on any thread. */
public interface ControlPlane {

    /** Desired and effective state as last published; never waits. */
    Snapshot snapshot();

    /** What requests go by, as last published; never waits. */
    RoutingTable table();

    /**
     * Commits the edit and publishes it; complete once requests go by it. Fails as {@link DesiredState#change} does.
     */
    CompletionStage<Committed> change(Edit edit);

    /** Probes the peer now instead of at its next turn. */
    void probeNow(long peerId);

    /**
     * Ends the peer's cooldown by the operator's word, with an event.
     *
     * @return false if it is not in COOLDOWN
     */
    CompletionStage<Boolean> endCooldown(long peerId, String actor);

    /** Tells of something that moved no state, as of everything that happens. */
    void tell(Event event);

    /** Whether this process serves: booted, front door open. */
    boolean isReady();

    /** Entries that wait to be written to the ledger. */
    int unsavedEntries();
}
