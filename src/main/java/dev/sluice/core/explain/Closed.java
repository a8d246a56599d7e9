package dev.sluice.core.explain;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Wire;
import dev.sluice.core.site.Maintenance;
import dev.sluice.core.site.Networks;
import org.jspecify.annotations.Nullable;

/**
 * The maintenance that a route's clients meet before any peer is asked: that of all routes, or the route's own.
 *
 * @param letIn whether the client that was named is served as ever; false where none was named
 */
record Closed(By by, Maintenance maintenance, boolean letIn) {

    /** Who closed it. */
    enum By implements Wire {
        SITE("all routes are in maintenance"),
        ROUTE("this route is in maintenance");

        private final String words;

        By(String words) {
            this.words = words;
        }
    }

    /** Null where nothing is closed; TCP routes never are. */
    static @Nullable Closed of(Route route, Desired desired, @Nullable Caller caller) {
        if (route.l4() != null) {
            return null;
        }
        Closed all = of(By.SITE, desired.overall().site(), caller);
        Closed own = of(By.ROUTE, route.site(), caller);
        return all == null || all.letIn && own != null ? own : all;
    }

    private static @Nullable Closed of(By by, Site site, @Nullable Caller caller) {
        Maintenance wanted = site.of(Maintenance.class);
        return wanted == null || !wanted.enabled()
                ? null
                : new Closed(by, wanted, caller != null && Networks.contain(wanted.allow(), caller.address()));
    }

    /** The begin of a sentence about who serves. */
    String because(@Nullable Caller caller) {
        if (letIn) {
            return "This client is served although " + by.words + "; ";
        }
        int networks = maintenance.allow().size();
        String others = caller != null || networks == 0
                ? ""
                : ", but those of " + (networks == 1 ? "one network" : networks + " networks") + " are served as ever";
        return (caller == null ? "Clients get" : "This client gets") + " 503 from Sluice, since " + by.words + others
                + "; ";
    }

    /** A sentence of what ends it. */
    String next() {
        return by == By.SITE
                ? "That ends when the maintenance of all routes is switched off (/site). "
                : "That ends when the route's maintenance is switched off. ";
    }
}
