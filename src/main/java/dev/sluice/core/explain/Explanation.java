package dev.sluice.core.explain;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Caller;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import dev.sluice.core.site.ClientCertificates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request for one route goes now, why, and what comes next.
 *
 * @param pool the pool that the route goes to or fails over by; null if there is none
 * @param chosenId the peer that the next request is sent to first; 0 in an outage, and where a policy chooses among several
 * @param because one sentence: who serves since when, and why
 * @param next one sentence: what ends that, or what would come of a loss
 * @param maintenance whose maintenance answers clients before any peer is asked: {@code site} (all routes) or {@code route}; null
 *     if none does, or the caller is served all the same
 * @param others all other candidates, in order of preference
 * @param failbackDue when the route goes home by itself if nothing else happens; null if it does not, or not by time
 */
public record Explanation(
        Route route,
        @Nullable Pool pool,
        long chosenId,
        String because,
        String next,
        @Nullable String maintenance,
        List<Other> others,
        @Nullable Instant failbackDue) {

    /** A candidate that is not the one, and why not: the end of a sentence that begins with its name. */
    public record Other(long peerId, String whyNot) {}

    /**
     * The explanation of a plan that requests go by now.
     *
     * @param now a snapshot that has the plan's route
     * @param caller null for nobody in particular
     */
    public static Explanation of(RoutePlan plan, Snapshot now, Moment moment, @Nullable Caller caller) {
        Situation situation = Situation.of(plan, now, moment, caller);
        Route route = situation.route();
        RouteStatus status = situation.status();
        WhyNot whyNot = new WhyNot(situation);
        List<Other> others = new ArrayList<>();
        for (long peerId : Candidates.of(route, now.desired())) {
            if (peerId != situation.chosenId()) {
                others.add(new Other(peerId, whyNot.of(peerId)));
            }
        }
        Closed closed = Closed.of(route, now.desired(), caller);
        String because = new Because(situation).sentence();
        String next = new Next(situation, whyNot).sentence();
        return new Explanation(
                route,
                now.desired().pool(status.assignment().poolId()),
                situation.chosenId(),
                shown(plan) + (closed == null ? because : closed.because(caller) + because),
                closed == null || closed.letIn() ? next : closed.next() + next,
                closed == null || closed.letIn() ? null : closed.by().wire(),
                others,
                status.failbackDue());
    }

    /** The begin of a sentence about who serves, where not every client may see it. */
    private static String shown(RoutePlan plan) {
        ClientCertificates wanted = plan.clientCertificates();
        return wanted == null
                ? ""
                : "Clients get in at port " + wanted.port() + " only, with a certificate of the route's authorities; ";
    }

    /**
     * Whether plan and snapshot are of one publication, as far as this route goes: read one after the other, they may lie on
     * both sides of one.
     */
    public static boolean agree(RoutePlan plan, Snapshot now) {
        RouteStatus status = now.routes().get(plan.route().id());
        List<Long> ladder = plan.ladder().upstreams().stream()
                .map(upstream -> upstream.peerId())
                .toList();
        return status != null
                && ladder.equals(status.assignment().classes().stream()
                        .flatMap(List::stream)
                        .toList());
    }
}
