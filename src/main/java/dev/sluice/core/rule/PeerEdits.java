package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Probe;
import java.util.List;

/** Makes and changes peers. */
public final class PeerEdits {

    private final PeerRules rules;
    private final Probe defaultProbe;

    /**
     * The edits of one process.
     *
     * @param defaultProbe how a peer is observed of which nothing else is said
     */
    public PeerEdits(ForbiddenTargets forbidden, Probe defaultProbe) {
        this.rules = new PeerRules(forbidden);
        this.defaultProbe = defaultProbe;
    }

    /** Refuses with INVALID, TARGET_FORBIDDEN or NAME_TAKEN. */
    public Edit create(Merge<Peer> asked, Command command) {
        return Edit.creating(Edit.Kind.PEER, (desired, context) -> {
            Peer peer = checked(
                    PeerFields.blank(context.id(), false, Pace.in(desired, defaultProbe), context.created()),
                    asked,
                    desired);
            return new Edited(
                    desired.with(peer),
                    Audit.created(EventName.PEER_CREATED, context, command, word(peer), Facts.of(peer)),
                    peer.id());
        });
    }

    /** Refuses with NOT_FOUND, STALE, INVALID, TARGET_FORBIDDEN or NAME_TAKEN. */
    public Edit update(long id, Merge<Peer> asked, Command command) {
        return (desired, context) -> {
            Peer before = Found.peer(desired, id);
            command.expect(before.stamp());
            Peer after = checked(before, asked, desired);
            return after.equals(before)
                    ? new Edited(desired, List.of(), id)
                    : changed(desired, EventName.PEER_UPDATED, before, after, context, command);
        };
    }

    static Edited changed(
            Desired desired, EventName name, Peer before, Peer after, EditContext context, Command command) {
        Peer stamped = after.stamped(context.touched(before.stamp()));
        return new Edited(
                desired.with(stamped),
                Audit.updated(name, context, command, word(stamped), Facts.of(before), Facts.of(stamped)),
                stamped.id());
    }

    private Peer checked(Peer present, Merge<Peer> asked, Desired desired) {
        Problems problems = new Problems();
        Peer merged = asked.over(present, problems);
        rules.check(merged, desired, problems);
        problems.refuseIfAny();
        for (Peer other : desired.peers().values()) {
            if (other.id() != merged.id() && other.name().equalsIgnoreCase(merged.name())) {
                throw new Rejection(
                        RejectionCode.NAME_TAKEN,
                        "Peer " + other.id() + " is named " + other.name(),
                        List.of(new Problem("name", Problems.show(merged.name()), "a name that no other peer has")));
            }
        }
        return merged;
    }

    static String word(Peer peer) {
        return "Peer " + peer.name();
    }
}
