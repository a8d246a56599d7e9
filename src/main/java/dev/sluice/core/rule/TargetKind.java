package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which kind of target a draft means, and refuses the one that names two. */
final class TargetKind {

    static final String GATEWAY = "gateway";
    static final String POOL = "pool";
    static final String PEER = "peer";
    static final Set<String> ALL = Set.of(GATEWAY, POOL, PEER);

    private TargetKind() {}

    /** The kind; null if it cannot be told, which the problems then say. */
    static @Nullable String of(RouteDraft draft, Desired desired, Problems problems) {
        boolean peerNamed = draft.names("target_peer_id");
        boolean poolNamed = draft.names("target_pool_id");
        if (peerNamed && poolNamed) {
            return conflict("target_pool_id", draft.poolId(), "null, since target_peer_id is given", problems);
        }
        String kind = draft.kind();
        if (kind == null) {
            return told(draft, desired, problems);
        }
        // A kind that was not said anew still holds, unless the other target was cleared in the same breath.
        if (kind.equals(POOL) && peerNamed) {
            return !draft.names("target_kind") && draft.poolId() == null
                    ? told(draft, desired, problems)
                    : conflict("target_peer_id", draft.peerId(), "null, since target_kind is pool", problems);
        }
        if (!kind.equals(POOL) && poolNamed) {
            return !draft.names("target_kind") && draft.peerId() == null
                    ? POOL
                    : conflict("target_pool_id", draft.poolId(), "null, since target_kind is " + kind, problems);
        }
        return kind;
    }

    private static @Nullable String told(RouteDraft draft, Desired desired, Problems problems) {
        Long peerId = draft.peerId();
        if (draft.names("target_pool_id")) {
            return POOL;
        }
        if (peerId == null) {
            if (TARGETS.stream().noneMatch(problems::has)) {
                problems.add("target_kind", null, "target_peer_id or target_pool_id, so that the route goes somewhere");
            }
            return null;
        }
        Peer peer = desired.peer(peerId);
        return peer != null && peer.type() == PeerType.REGULAR ? PEER : GATEWAY;
    }

    private static final Set<String> TARGETS = Set.of("target_kind", "target_peer_id", "target_pool_id");

    private static @Nullable String conflict(String path, @Nullable Long actual, String expected, Problems problems) {
        problems.add(RejectionCode.CONFLICTING_TARGET, path, actual, expected);
        return null;
    }
}
