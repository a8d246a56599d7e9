package dev.sluice.core.rule;

import dev.sluice.core.model.Route;
import java.util.List;

/** The refusal to move a route that means "on that gateway itself" away from its gateway. */
final class Loopback {

    private Loopback() {}

    static Rejection refused(Route route) {
        return refused(List.of(route));
    }

    static Rejection refused(List<Route> routes) {
        return new Rejection(
                RejectionCode.LOOPBACK_ROUTE,
                "A loopback LAN host means the home gateway itself; on another peer it would be another machine."
                        + " allow_loopback moves it all the same",
                routes.stream()
                        .map(route -> new Problem(
                                "routes." + route.id(),
                                Problems.show(
                                        route.label() + " to " + route.target().lan()),
                                "a LAN host that every member reaches"))
                        .toList());
    }
}
