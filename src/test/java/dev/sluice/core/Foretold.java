package dev.sluice.core;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Losses;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.Readiness;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds what explanations and readiness say against what then happens. */
final class Foretold {

    private static final int CALLERS = 3;

    private Foretold() {}

    /** Asks of each route where a request goes, and sends some. */
    static void requestsGoWhereIsSaid(Scenario scenario, Random random) {
        Snapshot now = scenario.board.snapshot();
        for (long routeId : now.routes().keySet()) {
            RoutePlan plan = Some.present(scenario.board.table().plan(routeId));
            for (int i = 0; i < CALLERS; i++) {
                Caller caller = new Caller(new byte[] {10, 0, (byte) random.nextInt(), (byte) random.nextInt()});
                Explanation said = Explanation.of(plan, now, scenario.clock.now(), caller);
                Upstream[] order = plan.order(caller);
                long goesTo = order.length == 0 ? 0 : order[0].peerId();
                if (goesTo != said.chosenId()
                        && !(said.chosenId() == 0 && candidates(said).contains(goesTo))) {
                    throw new AssertionError("a request goes to " + goesTo + ", but it is said: " + said);
                }
                namesEveryCandidate(said, scenario);
            }
        }
    }

    private static List<Long> candidates(Explanation said) {
        return said.others().stream()
                .filter(other -> other.whyNot().equals("it is a candidate for each request"))
                .map(Explanation.Other::peerId)
                .toList();
    }

    private static void namesEveryCandidate(Explanation said, Scenario scenario) {
        TreeSet<Long> named =
                said.others().stream().map(Explanation.Other::peerId).collect(Collectors.toCollection(TreeSet::new));
        if (said.chosenId() != 0) {
            named.add(said.chosenId());
        }
        if (!named.equals(new TreeSet<>(Candidates.of(said.route(), scenario.will.desired())))) {
            throw new AssertionError("not all candidates are named: " + said);
        }
    }

    /** Asks of each route that rests on the peer who would serve it next, and has the peer die in this instant. */
    static void itsLossIsWhatWasSaid(Scenario scenario, long peerId) {
        Map<Route, Readiness> said = new HashMap<>();
        Losses losses = losses(scenario);
        scenario.board.snapshot().routes().forEach((id, status) -> {
            Route route = Some.present(scenario.will.desired().route(id));
            if (restsOn(status.assignment(), peerId)) {
                said.put(route, Readiness.of(route, status.assignment(), losses));
            }
        });
        if (said.isEmpty()) {
            return;
        }
        for (int i = 0; i < 10 && scenario.state(peerId) != HealthState.DOWN; i++) {
            scenario.refuses(peerId);
        }
        said.forEach((route, readiness) -> cameTrue(route, readiness, scenario.assignment(route.domain()), peerId));
    }

    private static Losses losses(Scenario scenario) {
        Reachability reachability = scenario.board.snapshot().reachability();
        return new Losses(scenario.will.desired(), scenario.board.fleet().health(), reachability, scenario.clock.now());
    }

    private static boolean restsOn(Assignment assignment, long peerId) {
        return assignment.servingId() == peerId
                || assignment.servingId() == 0
                        && !assignment.isOutage()
                        && assignment.classes().get(0).contains(peerId);
    }

    private static void cameTrue(Route route, Readiness said, Assignment after, long lost) {
        boolean served = !after.isOutage();
        boolean asSaid = said.survives()
                ? served && (said.ontoPeerId() == 0 || said.ontoPeerId() == after.servingId())
                : !served || said.whyNot() == Readiness.Obstacle.LAN_HOST_UNREACHED;
        if (!asSaid || after.classes().stream().anyMatch(equals -> equals.contains(lost))) {
            throw new AssertionError(
                    route.label() + " lost " + lost + " and is served as " + after + ", but it was said: " + said);
        }
    }
}
