package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.IfMatch;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.FieldReader;
import dev.sluice.admin.json.Values;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.SiteEdits;
import dev.sluice.core.site.SiteFeature;
import dev.sluice.core.site.SiteFields;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What the front door does beside forwarding, for all routes. */
public final class SiteResource {

    private static final String PATH = Located.BASE + "/site";

    private final Changes changes;

    public SiteResource(Changes changes) {
        this.changes = changes;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get(
                        "getSite",
                        PATH,
                        call -> Future.succeededFuture(shown(changes.snapshot().desired()))),
                Operation.admin("updateSite", HttpMethod.PUT, PATH, this::update));
    }

    private Future<Answer> update(Call call) {
        JsonObject body = call.object();
        return changes.make(SiteEdits.update((present, problems) -> merge(body, present, problems), call.command()))
                .map(done -> shown(changes.after(done).desired()));
    }

    private static Site merge(JsonObject body, Site present, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        Site site = SiteFields.over(in, present, SiteFeature.OF_ALL_ROUTES);
        in.done();
        return site;
    }

    private static Answer shown(Desired desired) {
        return Answer.json(
                200,
                Values.object(Facts.ofAllRoutes(desired.overall().site())),
                Map.of("ETag", IfMatch.tag(desired.revision())));
    }
}
