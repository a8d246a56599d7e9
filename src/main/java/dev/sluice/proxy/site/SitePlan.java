package dev.sluice.proxy.site;

import dev.sluice.core.model.Route;
import dev.sluice.core.model.Site;
import dev.sluice.core.site.Access;
import dev.sluice.core.site.AccessWindows;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.core.site.Compression;
import dev.sluice.core.site.HeaderRules;
import dev.sluice.core.site.Maintenance;
import dev.sluice.core.site.PathRules;
import dev.sluice.core.site.RateLimit;
import dev.sluice.proxy.access.AccessSteps;
import dev.sluice.proxy.access.Doorkeeper;
import dev.sluice.proxy.certified.ClientCertStep;
import dev.sluice.proxy.limit.RateLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The features of one route, ready to use. Immutable; belongs to one event loop. */
public final class SitePlan {

    private final Site site;
    private final Step[] steps;
    private final PathRewrite rewrite;
    private final FieldEdits request;
    private final FieldEdits response;
    private final @Nullable Compression compression;

    SitePlan(Route route, Doorkeeper keeper, RateLimits limits) {
        this.site = route.site();
        this.steps = steps(route, keeper, limits);
        PathRules paths = site.of(PathRules.class);
        this.rewrite = paths == null ? PathRewrite.NONE : PathRewrite.of(paths);
        HeaderRules headers = site.of(HeaderRules.class);
        this.request = headers == null ? FieldEdits.NONE : FieldEdits.of(headers.request(), false);
        this.response = headers == null ? FieldEdits.NONE : FieldEdits.of(headers.response(), headers.security());
        this.compression = site.of(Compression.class);
    }

    /** In the order in which a request meets them. */
    private static Step[] steps(Route route, Doorkeeper keeper, RateLimits limits) {
        Site site = route.site();
        List<Step> steps = new ArrayList<>();
        if (site.of(ClientCertificates.class) != null) {
            steps.add(new ClientCertStep());
        }
        Maintenance maintenance = site.of(Maintenance.class);
        if (maintenance != null && maintenance.enabled()) {
            steps.add(new MaintenanceStep(maintenance));
        }
        Access access = site.of(Access.class);
        if (access != null) {
            steps.addAll(AccessSteps.where(access));
        }
        AccessWindows windows = site.of(AccessWindows.class);
        if (windows != null) {
            steps.add(AccessSteps.when(windows));
        }
        RateLimit limit = site.of(RateLimit.class);
        if (limit != null) {
            steps.add(limits.step(
                    route.id(), limit)); // guesses of passwords are counted, but nobody who may not come in at all
        }
        if (access != null) {
            steps.addAll(AccessSteps.who(access, keeper));
        }
        PathRules paths = site.of(PathRules.class);
        if (paths != null && !paths.redirects().isEmpty()) {
            steps.add(new RedirectStep(paths.redirects()));
        }
        if (paths != null && !paths.answers().isEmpty()) {
            steps.add(new AnswerStep(paths.answers()));
        }
        return steps.toArray(new Step[0]);
    }

    /** What it was made of. */
    public Site site() {
        return site;
    }

    Step[] steps() {
        return steps;
    }

    /** Which answers are compressed; null for none. */
    @Nullable
    Compression compression() {
        return compression;
    }

    FieldEdits request() {
        return request;
    }

    FieldEdits response() {
        return response;
    }

    PathRewrite rewrite() {
        return rewrite;
    }
}
