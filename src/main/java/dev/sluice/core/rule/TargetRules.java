package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Target;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a draft's target, which is exactly one and may be dialled. */
final class TargetRules {

    private final ForbiddenTargets forbidden;

    TargetRules(ForbiddenTargets forbidden) {
        this.forbidden = forbidden;
    }

    /** The target; null if there is none that may be, which the problems then say. */
    @Nullable
    Target target(RouteDraft draft, Desired desired, Problems problems) {
        String kind = TargetKind.of(draft, desired, problems);
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case TargetKind.POOL -> pooled(draft, desired, problems);
            case TargetKind.PEER -> regular(draft, desired, problems);
            default -> gateway(draft, desired, problems);
        };
    }

    private @Nullable Target gateway(RouteDraft draft, Desired desired, Problems problems) {
        Peer peer = peer(draft, desired, problems);
        noPort(draft, problems);
        LanHost lan = lan(draft, peer == null ? List.of() : List.of(peer), problems);
        if (peer == null) {
            return null;
        }
        if (peer.type() != PeerType.GATEWAY) {
            problems.add(
                    RejectionCode.PEER_NOT_GATEWAY,
                    "target_peer_id",
                    peer.id(),
                    "a gateway peer, since target_kind is gateway; " + peer.name() + " is regular");
        }
        return new Target.Gateway(peer.id(), lan);
    }

    private @Nullable Target pooled(RouteDraft draft, Desired desired, Problems problems) {
        noPort(draft, problems);
        Long poolId = draft.poolId();
        Pool pool = poolId == null ? null : desired.pool(poolId);
        LanHost lan = lan(draft, pool == null ? List.of() : peers(pool, desired), problems);
        if (poolId == null) {
            problems.add("target_pool_id", null, "the id of a gateway pool, since target_kind is pool");
        } else if (pool == null) {
            problems.add(RejectionCode.TARGET_POOL_NOT_FOUND, "target_pool_id", poolId, "the id of a gateway pool");
        } else if (pool.members().isEmpty()) {
            problems.add(
                    RejectionCode.TARGET_POOL_EMPTY,
                    "target_pool_id",
                    poolId,
                    "a pool that has members; " + pool.name() + " has none");
        }
        return pool == null ? null : new Target.Pooled(pool.id(), lan);
    }

    private @Nullable Target regular(RouteDraft draft, Desired desired, Problems problems) {
        Peer peer = peer(draft, desired, problems);
        boolean lanNamed = draft.names("target_lan_host") || draft.names("target_lan_port");
        if (lanNamed) {
            problems.add("target_lan_host", draft.lanHost(), "null, since target_kind is peer");
        }
        Limits.port("target_port", draft.port(), problems);
        if (peer == null) {
            return null;
        }
        if (peer.type() != PeerType.REGULAR) {
            problems.add(
                    "target_peer_id",
                    peer.id(),
                    "a regular peer, since target_kind is peer; " + peer.name() + " is a gateway");
        } else if (draft.port() != null) {
            String why = forbidden.why(peer.host(), draft.port());
            if (why != null) {
                problems.add(RejectionCode.TARGET_FORBIDDEN, "target_port", draft.port(), why);
            }
        }
        return new Target.Regular(peer.id(), draft.port());
    }

    private static @Nullable Peer peer(RouteDraft draft, Desired desired, Problems problems) {
        Long id = draft.peerId();
        Peer peer = id == null ? null : desired.peer(id);
        if (id == null) {
            problems.add("target_peer_id", null, "the id of a peer, since target_kind is not pool");
        } else if (peer == null) {
            problems.add(RejectionCode.PEER_NOT_FOUND, "target_peer_id", id, "the id of a peer");
        }
        return peer;
    }

    private static void noPort(RouteDraft draft, Problems problems) {
        if (draft.names("target_port")) {
            problems.add("target_port", draft.port(), "null, since target_kind is not peer");
        }
    }

    /** The host behind the gateways; a loopback there is the gateway's own, and ours only where a gateway is on our machine. */
    private @Nullable LanHost lan(RouteDraft draft, List<Peer> gateways, Problems problems) {
        String host = draft.lanHost();
        Integer port = draft.lanPort();
        if (host == null && port == null) {
            return null;
        }
        Limits.port("target_lan_port", port, problems);
        if (host == null) {
            problems.add("target_lan_host", null, "a host, since target_lan_port is given");
            return null;
        }
        Limits.host("target_lan_host", host, problems);
        if (port == null) {
            problems.add("target_lan_port", null, "a port, since target_lan_host is given");
            return null;
        }
        LanHost lan = new LanHost(host, port);
        boolean seenFromHere =
                !lan.isLoopback() || gateways.stream().anyMatch(gateway -> forbidden.isThisMachine(gateway.host()));
        String why = problems.has("target_lan_host") ? null : seenFromHere ? forbidden.why(host, port) : null;
        if (why != null) {
            problems.add(RejectionCode.TARGET_FORBIDDEN, "target_lan_host", lan, why);
        }
        return lan;
    }

    private static List<Peer> peers(Pool pool, Desired desired) {
        return pool.members().stream()
                .map(Member::peerId)
                .map(desired::peer)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
