package dev.sluice.imports.caddy;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.site.PathRules;
import dev.sluice.core.site.SiteFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What routes at a place of the file do beside forwarding.
 *
 * @param told what has become of the file's words, if a route comes of them
 */
record Features(Site site, List<Told> told) {

    static final Features NONE = new Features(Site.PLAIN, List.of());

    Features {
        told = List.copyOf(told);
    }

    /** These with a change to one of them; null if Sluice has no such thing. */
    @Nullable
    Features with(Told more, String feature, Consumer<Map<String, @Nullable Object>> change) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(SiteFields.written(site));
        Map<String, @Nullable Object> fields = inner(all.get(feature));
        change.accept(fields);
        all.put(feature, fields);
        try {
            List<Told> both = new ArrayList<>(told);
            both.add(more);
            return new Features(SiteFields.read(all), both);
        } catch (Rejection e) {
            return null;
        }
    }

    /**
     * What is to be told of something that keeps someone out. Caddy redirects before it asks who is there; here nobody who is
     * kept out learns of redirects.
     */
    Told guard(Told told) {
        PathRules rules = site.of(PathRules.class);
        boolean redirects = rules != null && !rules.redirects().isEmpty();
        return redirects
                ? Told.differs(told.where(), told.subject(), told.sentence() + "; it goes before redirects here")
                        .guarding()
                : told.guarding();
    }

    /** A copy that may be changed; empty if there is none. */
    static Map<String, @Nullable Object> inner(@Nullable Object present) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (present instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return copy;
    }

    /** The list in that field with one more behind. */
    static void append(Map<String, @Nullable Object> fields, String field, Object more) {
        List<Object> all = new ArrayList<>();
        if (fields.get(field) instanceof List<?> present) {
            all.addAll(present);
        }
        all.add(more);
        fields.put(field, all);
    }
}
