package dev.sluice.core.document;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.site.SiteFeature;
import dev.sluice.core.site.SiteFields;
import java.util.List;
import java.util.Map;

/** What a document wants for all routes. */
final class AllRoutesPlan {

    private AllRoutesPlan() {}

    static void lay(Plan plan) {
        List<Map<String, Object>> entries = plan.entries(Section.SITE);
        if (entries == null || entries.isEmpty()) {
            return;
        }
        Problems found = new Problems();
        Fields in = new Fields(entries.get(0), "", found);
        Site present = plan.keepsOthers(Section.SITE) ? plan.before.overall().site() : Site.PLAIN;
        plan.site = SiteFields.over(in, present, SiteFeature.OF_ALL_ROUTES);
        in.done();
        plan.tell(Section.SITE.wire(), found);
    }
}
