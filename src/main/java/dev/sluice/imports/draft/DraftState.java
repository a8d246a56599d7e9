package dev.sluice.imports.draft;

import dev.sluice.core.document.Document;
import dev.sluice.core.document.Documents;
import dev.sluice.core.document.Section;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Everywhere;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A draft as the desired state that it would be on its own. */
public final class DraftState {

    private static final Stamp NEW = Stamp.created(Instant.EPOCH, 0);

    private final Map<String, Long> peerIds = new HashMap<>();
    private final Map<String, Long> poolIds = new HashMap<>();

    private DraftState() {}

    /** The state; its ids mean nothing. */
    public static Desired of(Draft draft) {
        return new DraftState().state(draft);
    }

    /** The document that says so; of webhooks it does not speak, so that applying it leaves them alone. */
    public static Document document(Draft draft) {
        return Documents.of(of(draft)).without(Section.WEBHOOKS).without(Section.SITE);
    }

    private Desired state(Draft draft) {
        Map<Long, Peer> peers = new HashMap<>();
        draft.peers().forEach((name, peer) -> {
            long id = id(name, peerIds);
            peers.put(id, peer(id, name, peer));
        });
        Map<Long, Pool> pools = new HashMap<>();
        draft.pools().forEach((name, pool) -> {
            long id = id(name, poolIds);
            pools.put(id, pool(id, name, pool));
        });
        Map<Long, Route> routes = new HashMap<>();
        draft.routes().forEach(route -> {
            long id = routes.size() + 1L;
            routes.put(id, route(id, route));
        });
        return new Desired(
                0,
                peers,
                pools,
                routes,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Desired.EMPTY.agents(),
                Everywhere.NONE);
    }

    private static long id(String name, Map<String, Long> ids) {
        return ids.computeIfAbsent(name, fresh -> ids.size() + 1L);
    }

    private static Peer peer(long id, String name, DraftPeer draft) {
        return new Peer(
                id,
                name,
                draft.description(),
                draft.type(),
                draft.host(),
                draft.proxyPort(),
                draft.port(),
                draft.apiPort(),
                draft.lanAddress(),
                draft.weight(),
                draft.enabled(),
                false,
                draft.protocol(),
                draft.tls(),
                null,
                draft.probe(),
                NEW);
    }

    private Pool pool(long id, String name, DraftPool draft) {
        List<Member> members = new ArrayList<>();
        for (String member : draft.members()) {
            members.add(new Member(Objects.requireNonNull(peerIds.get(member)), members.size() + 1));
        }
        return new Pool(
                id,
                name,
                draft.mode(),
                draft.policy(),
                draft.failbackCooldownS(),
                Failback.AUTO,
                draft.outageMessage(),
                draft.enabled(),
                draft.sticky(),
                Site.PLAIN,
                members,
                NEW);
    }

    private Route route(long id, DraftRoute draft) {
        return new Route(
                id,
                draft.domain(),
                draft.pathPrefix(),
                draft.description(),
                draft.enabled(),
                draft.l4() == null ? RouteType.HTTP : RouteType.L4,
                target(draft),
                true,
                true,
                draft.httpsEnabled(),
                draft.httpsRedirect(),
                draft.hstsSeconds(),
                draft.lanTls(),
                draft.lanMac(),
                draft.site(),
                draft.l4(),
                NEW);
    }

    private Target target(DraftRoute draft) {
        return switch (draft.kind()) {
            case GATEWAY -> new Target.Gateway(Objects.requireNonNull(peerIds.get(draft.target())), draft.lan());
            case POOL -> new Target.Pooled(Objects.requireNonNull(poolIds.get(draft.target())), draft.lan());
            case PEER -> new Target.Regular(Objects.requireNonNull(peerIds.get(draft.target())), draft.targetPort());
        };
    }
}
