package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import java.util.List;

/** Takes a peer away, with its places in pools. */
public final class PeerRemoval {

    private PeerRemoval() {}

    /** Refuses with NOT_FOUND, STALE, GATEWAY_IS_FAILOVER_HOME or LAST_MEMBER_IN_USE. */
    public static Edit delete(long id, Command command) {
        return (desired, context) -> {
            Peer peer = Found.peer(desired, id);
            command.expect(peer.stamp());
            Route homeOf = Usage.ofHome(id, desired);
            if (homeOf != null) {
                throw new Rejection(
                        RejectionCode.GATEWAY_IS_FAILOVER_HOME,
                        "Peer " + peer.name() + " is the home of route " + homeOf.label());
            }
            Desired without = withoutMemberships(id, desired, context);
            for (Drill drill : desired.drills().values()) {
                without = drill.peerId() == id ? without.withoutDrill(drill.id()) : without;
            }
            return new Edited(
                    Usage.withoutIdleOverrides(without.withoutPeer(id)),
                    Audit.deleted(EventName.PEER_DELETED, context, command, PeerEdits.word(peer), Facts.of(peer)),
                    id);
        };
    }

    private static Desired withoutMemberships(long peerId, Desired desired, EditContext context) {
        Desired without = desired;
        for (Pool pool : desired.pools().values()) {
            if (pool.has(peerId)) {
                List<Member> rest = pool.members().stream()
                        .filter(member -> member.peerId() != peerId)
                        .toList();
                if (rest.isEmpty()) {
                    Usage.refuseEmptying(pool, desired);
                }
                without = without.with(pool.with(rest, context.touched(pool.stamp())));
            }
        }
        return without;
    }
}
