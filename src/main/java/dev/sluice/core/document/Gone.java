package dev.sluice.core.document;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.rule.RejectionCode;

/** What is missed by the routes that stay as they were: peers, pools, and members of pools. */
final class Gone {

    private final Plan plan;

    Gone(Plan plan) {
        this.plan = plan;
    }

    void check() {
        for (Route route : plan.routes.values()) {
            if (route.equals(plan.before.route(route.id()))) {
                check(route);
            }
        }
    }

    private void check(Route route) {
        Peer home = plan.before.peer(route.target().homeId());
        if (home != null && !plan.peers.containsKey(home.id())) {
            plan.problems.add(
                    RejectionCode.GATEWAY_IS_FAILOVER_HOME,
                    path(Section.PEERS, home.name()),
                    null,
                    "an entry, since route " + route.label() + " goes there");
        }
        Pool pool = plan.before.pool(route.target().poolId());
        Pool left = pool == null ? null : plan.pools.get(pool.id());
        if (pool != null && left == null) {
            plan.problems.add(
                    RejectionCode.POOL_IN_USE,
                    path(Section.GATEWAY_POOLS, pool.name()),
                    null,
                    "an entry, since route " + route.label() + " goes there");
        } else if (pool != null
                && left != null
                && left.members().isEmpty()
                && !pool.members().isEmpty()) {
            plan.problems.add(
                    RejectionCode.LAST_MEMBER_IN_USE,
                    path(Section.GATEWAY_POOLS, pool.name()) + ".members",
                    null,
                    "a member at least, since route " + route.label() + " goes there");
        }
    }

    /** There is no place in the document to point at, so it is the name. */
    private static String path(Section section, String name) {
        return section.wire() + "[" + name + "]";
    }
}
