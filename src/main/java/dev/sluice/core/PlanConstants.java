package dev.sluice.core;

import dev.sluice.core.balance.Stickiness;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Sticky;
import dev.sluice.core.site.NearestPages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a route's plan follows from the operator's will alone: no pivot changes it, so it is made once per revision.
 *
 * @param lanTarget see {@link RoutePlan}, as the others
 */
record PlanConstants(
        @Nullable String lanTarget,
        @Nullable String substituteLanTarget,
        @Nullable String outageMessage,
        @Nullable Stickiness stickiness,
        NearestPages pages) {

    /** The constants of all routes, by route id. */
    static Map<Long, PlanConstants> of(Desired desired) {
        Map<Long, PlanConstants> all = new HashMap<>(desired.routes().size() * 2);
        Map<Long, Optional<String>> ofPools = new HashMap<>();
        Map<Long, Optional<String>> ofHomes = new HashMap<>();
        Map<Long, Site> sites = new HashMap<>();
        Map<Long, Stickiness> sticky = sticky(desired);
        for (Route route : desired.routes().values()) {
            long poolId = route.target().poolId();
            Optional<String> message = poolId != 0
                    ? ofPools.computeIfAbsent(poolId, id -> messageOfPool(desired.pool(id)))
                    : ofHomes.computeIfAbsent(route.target().homeId(), id -> messageOfHome(desired, id));
            LanHost lan = route.target().lan();
            String target = lan == null ? null : lan.toString();
            String substitute = lan == null
                    ? null
                    : substituteFor(lan, desired.lanAddress(route.target().homeId()));
            all.put(
                    route.id(),
                    new PlanConstants(
                            target,
                            substitute == null ? target : substitute,
                            message.orElse(null),
                            sticky.get(poolId),
                            pages(desired, route, sites)));
        }
        return all;
    }

    /** Those of the route, then those of its pool; of a pinned route, of the first enabled pool of home that has some. */
    private static NearestPages pages(Desired desired, Route route, Map<Long, Site> ofHomes) {
        Pool pool = desired.pool(route.target().poolId());
        Site farther = pool == null
                ? ofHomes.computeIfAbsent(route.target().homeId(), id -> siteOfHome(desired, id))
                : pool.enabled() ? pool.site() : Site.PLAIN;
        return NearestPages.of(route.site(), farther);
    }

    private static Site siteOfHome(Desired desired, long homeId) {
        for (Pool pool : desired.enabledPoolsOf(homeId)) {
            if (!pool.site().isPlain()) {
                return pool.site();
            }
        }
        return Site.PLAIN;
    }

    private static Map<Long, Stickiness> sticky(Desired desired) {
        Map<Long, Stickiness> all = new HashMap<>();
        for (Pool pool : desired.pools().values()) {
            Sticky sticky = pool.sticky();
            if (sticky != null) {
                List<Peer> members = pool.members().stream()
                        .map(member -> desired.peer(member.peerId()))
                        .filter(Objects::nonNull)
                        .toList();
                all.put(pool.id(), new Stickiness(sticky, pool, members));
            }
        }
        return all;
    }

    /** A substitute's own loopback is another machine: home's LAN address takes its place. Null if nothing has to. */
    private static @Nullable String substituteFor(LanHost lan, @Nullable String homeInLan) {
        return homeInLan != null && lan.isLoopback() ? new LanHost(homeInLan, lan.port()).toString() : null;
    }

    private static Optional<String> messageOfPool(@Nullable Pool pool) {
        return pool != null && pool.enabled() ? Optional.ofNullable(pool.outageMessage()) : Optional.empty();
    }

    /** The message of the first enabled pool of home that has one. */
    private static Optional<String> messageOfHome(Desired desired, long homeId) {
        for (Pool pool : desired.enabledPoolsOf(homeId)) {
            if (pool.outageMessage() != null) {
                return Optional.of(pool.outageMessage());
            }
        }
        return Optional.empty();
    }
}
