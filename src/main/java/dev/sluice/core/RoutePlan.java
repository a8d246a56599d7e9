package dev.sluice.core;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Stickiness;
import dev.sluice.core.balance.Terms;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.failover.FirstAnswer;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.model.Route;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.core.site.NearestPages;
import org.jspecify.annotations.Nullable;

/**
 * How the data plane serves one route, at one publication. Immutable; read on any event loop.
 *
 * @param homeId the peer the route is pinned to, 0 for a pool
 * @param ladder all usable upstreams; empty in an outage
 * @param lastResort a DOWN only candidate that gets one short dial (300 ms) before the outage page; null if there is none
 * @param lanTarget value of {@code X-Gateway-Target} towards home and pool members; null if the gateway decides by domain
 * @param substituteLanTarget the same towards a substitute: differs for a loopback LAN host, which means home's own address
 * @param outageMessage body of the outage page; null for the built-in one
 * @param stickiness how clients stay on a member of the pool; null: they do not
 * @param pages the operator's own for what fails, of the route and of its pool
 * @param terms what the route asks of its upstreams beyond what holds for all; null: nothing
 * @param circuits which peers the route leaves alone; null: none for its own sake
 * @param mirror where copies of requests go; null: nowhere
 * @param clientCertificates what clients have to show, at a port of the route's own; null: it is served where others are
 * @param firstAnswer set on the routes of a fresh pivot until the first good answer; null otherwise
 */
public record RoutePlan(
        Route route,
        long homeId,
        Ladder ladder,
        Policy policy,
        @Nullable Upstream lastResort,
        @Nullable String lanTarget,
        @Nullable String substituteLanTarget,
        @Nullable String outageMessage,
        @Nullable Stickiness stickiness,
        NearestPages pages,
        @Nullable Terms terms,
        @Nullable Breakers circuits,
        @Nullable Mirroring mirror,
        @Nullable ClientCertificates clientCertificates,
        @Nullable FirstAnswer firstAnswer) {

    /** One whose clients do not stick, and that asks nothing of its own. */
    public RoutePlan(
            Route route,
            long homeId,
            Ladder ladder,
            Policy policy,
            @Nullable Upstream lastResort,
            @Nullable String lanTarget,
            @Nullable String substituteLanTarget,
            @Nullable String outageMessage,
            @Nullable FirstAnswer firstAnswer) {
        this(
                route,
                homeId,
                ladder,
                policy,
                lastResort,
                lanTarget,
                substituteLanTarget,
                outageMessage,
                null,
                NearestPages.NONE,
                null,
                null,
                null,
                ClientCertificates.of(route),
                firstAnswer);
    }

    /** The upstreams for one request, most preferred first; empty in an outage. */
    public Upstream[] order(Caller caller) {
        return ladder.order(policy, caller);
    }

    /** The {@code X-Gateway-Target} that goes to this upstream; null if none does. */
    public @Nullable String lanTargetFor(Upstream upstream) {
        return homeId != 0 && upstream.peerId() != homeId ? substituteLanTarget : lanTarget;
    }
}
