package dev.sluice.proxy.site;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.Access;
import dev.sluice.core.site.Compression;
import dev.sluice.core.site.HeaderRules;
import dev.sluice.core.site.Maintenance;
import dev.sluice.core.site.PathRules;
import dev.sluice.proxy.access.AccessSteps;
import dev.sluice.proxy.access.Doorkeeper;
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

    SitePlan(Site site, Doorkeeper keeper) {
        this.site = site;
        this.steps = steps(site, keeper);
        PathRules paths = site.of(PathRules.class);
        this.rewrite = paths == null ? PathRewrite.NONE : PathRewrite.of(paths);
        HeaderRules headers = site.of(HeaderRules.class);
        this.request = headers == null ? FieldEdits.NONE : FieldEdits.of(headers.request(), false);
        this.response = headers == null ? FieldEdits.NONE : FieldEdits.of(headers.response(), headers.security());
        this.compression = site.of(Compression.class);
    }

    /** In the order in which a request meets them. */
    private static Step[] steps(Site site, Doorkeeper keeper) {
        List<Step> steps = new ArrayList<>();
        Maintenance maintenance = site.of(Maintenance.class);
        if (maintenance != null && maintenance.enabled()) {
            steps.add(new MaintenanceStep(maintenance));
        }
        Access access = site.of(Access.class);
        if (access != null) {
            steps.addAll(AccessSteps.of(access, keeper));
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
