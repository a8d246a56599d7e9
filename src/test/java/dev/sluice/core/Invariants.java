package dev.sluice.core;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.failover.Thresholds;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What must hold of every publication, whatever happened before it. */
final class Invariants {

    private final Publication publication;
    private final Snapshot snapshot;
    private final Desired desired;
    private final Moment now;

    private Invariants(Publication publication, Moment now) {
        this.publication = publication;
        this.snapshot = publication.snapshot();
        this.desired = snapshot.desired();
        this.now = now;
    }

    /**
     * Fails with what is wrong.
     *
     * @param unproven peers that did not answer since a restart: their cooldown waits for them
     */
    static void check(Publication publication, Moment now, Set<Long> unproven, Books books) {
        Invariants rules = new Invariants(publication, now);
        rules.everyEnabledRouteIsPlanned();
        for (RouteStatus status : rules.snapshot.routes().values()) {
            rules.isWellServed(desiredRoute(rules, status), status.assignment());
            rules.tableAgrees(status.assignment());
            booksAgree(status, books);
        }
        rules.cooldownsAreDue(unproven);
        if (books.assignments() != rules.snapshot.routes().size()) {
            fail(
                    "books keep " + books.assignments() + " routes",
                    rules.snapshot.routes().size() + " are served");
        }
    }

    private static Route desiredRoute(Invariants rules, RouteStatus status) {
        return Some.present(rules.desired.route(status.assignment().routeId()));
    }

    private void everyEnabledRouteIsPlanned() {
        for (Route route : desired.routes().values()) {
            boolean planned = publication.table().plan(route.id()) != null;
            if (route.enabled() != planned || planned != snapshot.routes().containsKey(route.id())) {
                fail("route " + route.domain() + " enabled=" + route.enabled(), "planned=" + planned);
            }
        }
    }

    /** The invariant of the whole product. */
    private void isWellServed(Route route, Assignment assignment) {
        List<Long> ladder = flat(assignment);
        int usable = 0;
        boolean anyAlive = false;
        for (long id : Candidates.of(route, desired)) {
            if (isWanted(id) && state(id) != HealthState.DOWN) {
                usable++;
                anyAlive |= state(id) == HealthState.ALIVE;
                if (!ladder.contains(id)) {
                    fail(id + " is usable for " + route.domain(), "its ladder has " + ladder);
                }
            }
        }
        if (usable != ladder.size()) {
            fail("usable for " + route.domain() + " are " + usable, "its ladder has " + ladder);
        }
        if (assignment.isOutage()) {
            return;
        }
        long first = ladder.get(0);
        boolean balanced = isBalanced(route);
        if (balanced ? assignment.isAway() : assignment.servingId() != first) {
            fail("the ladder of " + route.domain() + " begins with " + first, assignment.toString());
        }
        if (desired.overrides().get(route.id()) == null) {
            boolean passedOver = cannotReach(first == assignment.homeId() ? 0 : assignment.homeId(), route);
            boolean proven = says(first, route, true); // then it goes before those that are proven unable
            if (anyAlive && state(first) != HealthState.ALIVE && !passedOver && !proven) {
                fail("somebody is ALIVE for " + route.domain(), assignment.toString());
            }
            long home = assignment.homeId();
            if (!balanced && first != home && isWanted(home) && state(home) == HealthState.ALIVE && !passedOver) {
                fail("home of " + route.domain() + " is ALIVE and wanted", assignment.toString());
            }
        }
    }

    private boolean cannotReach(long peer, Route route) {
        return says(peer, route, false);
    }

    private boolean says(long peer, Route route, boolean reached) {
        Reachability.Report report = snapshot.reachability().fresh(peer, route.id(), now);
        return report != null && report.reached() == reached;
    }

    private static List<Long> flat(Assignment assignment) {
        List<List<Long>> classes = assignment.classes();
        if (classes.size() == 1) {
            return classes.get(0);
        }
        List<Long> all = new ArrayList<>();
        classes.forEach(all::addAll);
        return all;
    }

    private boolean isBalanced(Route route) {
        Pool pool = desired.pool(route.target().poolId());
        return pool != null && pool.mode() == PoolMode.LOAD_BALANCING;
    }

    private void tableAgrees(Assignment assignment) {
        RoutePlan plan = Some.present(publication.table().plan(assignment.routeId()));
        List<Long> ladder = flat(assignment);
        List<Upstream> planned = plan.ladder().upstreams();
        for (int i = 0; i < Math.max(ladder.size(), planned.size()); i++) {
            if (i >= planned.size() || i >= ladder.size() || planned.get(i).peerId() != ladder.get(i)) {
                fail("the table's ladder is " + planned, "the assignment's " + ladder);
            }
            if (publication.table().isDown(ladder.get(i))) {
                fail("the table says that " + ladder.get(i) + " is down", "it is on a ladder");
            }
        }
    }

    private static void booksAgree(RouteStatus status, Books books) {
        Assignment assignment = status.assignment();
        AssignmentRow row = Some.present(books.assignment(assignment.routeId()));
        AssignmentRow expected = new AssignmentRow(
                assignment.routeId(),
                assignment.homeId(),
                assignment.servingId(),
                assignment.servingId() == 0 ? row.lastServingId() : assignment.servingId(),
                assignment.cause().wire(),
                status.since());
        if (!row.equals(expected)) {
            fail("the books say " + row, "so is " + expected);
        }
    }

    /** Level-triggered: a cooldown that is over, or that has nothing to fail back from, is gone. */
    private void cooldownsAreDue(Set<Long> unproven) {
        for (Peer peer : desired.peers().values()) {
            PeerHealth health = Some.present(snapshot.peers().get(peer.id())).health();
            if (health.state() != HealthState.COOLDOWN) {
                continue;
            }
            Moment end = health.cooldownEnds(Thresholds.of(desired, peer));
            boolean over = end != null && now.nanos() - end.nanos() >= 0;
            if (over && health.run() == null && !unproven.contains(peer.id())) {
                fail("the cooldown of " + peer.name() + " ended at " + end, "it is in COOLDOWN at " + now);
            }
            if (!hasAliveSibling(peer.id())) {
                fail("no sibling of " + peer.name() + " is ALIVE", "it waits in COOLDOWN");
            }
        }
    }

    private boolean hasAliveSibling(long peerId) {
        return desired.enabledPoolsOf(peerId).stream()
                .flatMap(pool -> pool.members().stream())
                .map(Member::peerId)
                .anyMatch(id -> id != peerId
                        && Some.present(desired.peer(id)).takesRequests()
                        && state(id) == HealthState.ALIVE);
    }

    private HealthState state(long peerId) {
        return Some.present(snapshot.peers().get(peerId)).health().state();
    }

    private boolean isWanted(long peerId) {
        Peer peer = desired.peer(peerId);
        if (peer == null || !peer.takesRequests()) {
            return false;
        }
        return !isDrilled(peerId) || stopsSomeRoute(peerId);
    }

    private boolean isDrilled(long peerId) {
        return desired.drills().values().stream()
                .anyMatch(drill -> drill.peerId() == peerId && drill.endsAt().isAfter(now.wall()));
    }

    /** A drill counts no more when it would leave a route without a usable peer. */
    private boolean stopsSomeRoute(long peerId) {
        return desired.routes().values().stream()
                .filter(Route::enabled)
                .map(route -> Candidates.of(route, desired))
                .anyMatch(candidates -> candidates.contains(peerId)
                        && candidates.stream().noneMatch(id -> isUsable(id) && !isDrilled(id))
                        && isUsable(peerId));
    }

    private boolean isUsable(long peerId) {
        Peer peer = desired.peer(peerId);
        return peer != null && peer.takesRequests() && state(peerId) != HealthState.DOWN;
    }

    private static void fail(String one, String other) {
        throw new AssertionError(one + ", but " + other);
    }
}
