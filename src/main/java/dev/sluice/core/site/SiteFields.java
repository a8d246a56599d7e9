package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the features of a route as fields of the route. */
public final class SiteFields {

    private SiteFields() {}

    /** The site with the given features: an object is read whole, null is off, what is absent stays. */
    public static Site over(Fields in, Site present) {
        return over(in, present, List.of(SiteFeature.values()));
    }

    /** The same where only some may be given. */
    public static Site over(Fields in, Site present, List<SiteFeature> allowed) {
        Site site = present;
        for (SiteFeature feature : allowed) {
            Fields inner = in.nested(feature.wire());
            if (inner != null) {
                site = site.with(feature.wire(), feature.read(inner).keeping(present.of(feature.wire())));
            } else if (in.given(feature.wire()) && !in.named(feature.wire())) {
                site = site.with(feature.wire(), null);
            }
        }
        return site;
    }

    /** The site that was written so, by us. */
    public static Site read(Map<String, ? extends @Nullable Object> written) {
        Problems problems = new Problems();
        Fields in = new Fields(written, "", problems);
        Site site = over(in, Site.PLAIN);
        in.done();
        problems.refuseIfAny();
        return site;
    }

    /** Those features that are on, with all that brings them back. */
    public static Map<String, @Nullable Object> written(Site site) {
        return fields(site, Feature::written);
    }

    /** The same as everybody may see it. */
    public static Map<String, @Nullable Object> shown(Site site) {
        return fields(site, Feature::shown);
    }

    private static Map<String, @Nullable Object> fields(
            Site site, Function<Feature, Map<String, @Nullable Object>> of) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (SiteFeature feature : SiteFeature.values()) {
            Feature wanted = site.of(feature.wire());
            if (wanted != null) {
                fields.put(feature.wire(), of.apply(wanted));
            }
        }
        return fields;
    }
}
