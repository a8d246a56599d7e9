package dev.sluice.proxy.kit;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Stickiness;
import dev.sluice.core.balance.Terms;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.failover.FirstAnswer;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.core.site.NearestPages;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route plan under construction, pinned to a gateway unless told otherwise. */
public final class Plan {

    private final long id;
    private final String domain;
    private String path = "/";
    private Target target = new Target.Gateway(1, new LanHost("192.168.1.10", 8096));
    private boolean rescue = true;
    private boolean httpsEnabled = true;
    private @Nullable Boolean httpsRedirect = false;
    private @Nullable Integer hsts;
    private Policy policy = Policy.failover();
    private List<Upstream> upstreams = List.of();
    private @Nullable Upstream lastResort;
    private @Nullable String outageMessage;
    private @Nullable FirstAnswer firstAnswer;
    private @Nullable Stickiness stickiness;
    private @Nullable Terms terms;
    private @Nullable Breakers circuits;
    private @Nullable Mirroring mirror;
    private Site site = Site.PLAIN;
    private NearestPages pages = NearestPages.NONE;
    private @Nullable String lanTarget = "192.168.1.10:8096";
    private @Nullable String substituteLanTarget = "10.9.9.9:8096";
    private long homeId = 1;

    public Plan(long id, String domain) {
        this.id = id;
        this.domain = domain;
    }

    public Plan under(String prefix) {
        path = prefix;
        return this;
    }

    public Plan through(Upstream... chosen) {
        upstreams = List.of(chosen);
        return this;
    }

    public Plan policy(Policy chosen) {
        policy = chosen;
        return this;
    }

    public Plan target(Target chosen) {
        target = chosen;
        homeId = chosen.homeId();
        return this;
    }

    public Plan lanTarget(@Nullable String toHome, @Nullable String toSubstitute) {
        lanTarget = toHome;
        substituteLanTarget = toSubstitute;
        return this;
    }

    /** Null leaves it to the certificates; a plan that says nothing stays where it is. */
    public Plan httpsRedirect(@Nullable Boolean wanted) {
        httpsRedirect = wanted;
        return this;
    }

    public Plan plainOnPurpose() {
        httpsEnabled = false;
        return this;
    }

    public Plan hsts(int seconds) {
        hsts = seconds;
        return this;
    }

    public Plan noRescue() {
        rescue = false;
        return this;
    }

    public Plan lastResort(Upstream only) {
        lastResort = only;
        return this;
    }

    public Plan outageMessage(String message) {
        outageMessage = message;
        return this;
    }

    /** What the route does beside forwarding. */
    public Plan site(Site chosen) {
        site = chosen;
        return this;
    }

    /** The operator's pages for what fails. */
    public Plan pages(NearestPages chosen) {
        pages = chosen;
        return this;
    }

    public Plan stickiness(Stickiness chosen) {
        stickiness = chosen;
        return this;
    }

    public Plan terms(Terms chosen) {
        terms = chosen;
        return this;
    }

    /** With the feature that they are of. */
    public Plan circuits(Breakers chosen) {
        circuits = chosen;
        site = site.with("circuit_breaker", chosen.terms());
        return this;
    }

    /** With the feature that it is of. */
    public Plan mirror(Mirroring chosen) {
        mirror = chosen;
        site = site.with("mirror", chosen.terms());
        return this;
    }

    public Plan firstAnswer(FirstAnswer stopwatch) {
        firstAnswer = stopwatch;
        return this;
    }

    public RoutePlan build() {
        Route route = new Route(
                id,
                domain,
                path,
                "",
                true,
                RouteType.HTTP,
                target,
                true,
                rescue,
                httpsEnabled,
                httpsRedirect,
                hsts,
                null,
                null,
                site,
                null,
                Stamp.created(Instant.EPOCH, 1));
        return new RoutePlan(
                route,
                homeId,
                new Ladder(List.of(upstreams)),
                policy,
                lastResort,
                lanTarget,
                substituteLanTarget,
                outageMessage,
                stickiness,
                pages,
                terms,
                circuits,
                mirror,
                ClientCertificates.of(route),
                firstAnswer);
    }
}
