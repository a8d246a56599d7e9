package dev.sluice.proxy.site;

import dev.sluice.core.site.HeaderEdits;
import dev.sluice.core.site.Placeholder;
import dev.sluice.core.site.Template;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Changes to the header fields of messages, as {@link HeaderEdits} wants them. Immutable. */
final class FieldEdits {

    static final FieldEdits NONE = of(HeaderEdits.NONE, false);

    /** What browsers do not do with an answer that says so (Fetch 3.6, RFC 7034, Referrer Policy). */
    private static final Map<String, String> SECURITY = Map.of(
            "x-content-type-options", "nosniff",
            "x-frame-options", "SAMEORIGIN",
            "referrer-policy", "strict-origin-when-cross-origin");

    /** What tells strangers which software answers. */
    private static final List<String> TELLTALE = List.of("server", "x-powered-by");

    private final List<String> remove;
    private final Map<String, Template> set;
    private final Map<String, Template> add;
    private final Map<String, String> whereAbsent;

    private FieldEdits(
            List<String> remove, Map<String, Template> set, Map<String, Template> add, Map<String, String> absent) {
        this.remove = remove;
        this.set = set;
        this.add = add;
        this.whereAbsent = absent;
    }

    static FieldEdits of(HeaderEdits edits, boolean security) {
        List<String> remove = new ArrayList<>(edits.remove());
        if (security) {
            remove.addAll(TELLTALE);
        }
        return new FieldEdits(List.copyOf(remove), edits.set(), edits.add(), security ? SECURITY : Map.of());
    }

    /** Changes the fields; the security fields stand in where neither upstream nor operator said otherwise. */
    void apply(MultiMap fields, Function<Placeholder, String> values) {
        remove.forEach(fields::remove);
        set.forEach((name, value) -> fields.set(name, value.filled(values)));
        add.forEach((name, value) -> fields.add(name, value.filled(values)));
        whereAbsent.forEach((name, value) -> {
            if (!fields.contains(name) && !remove.contains(name)) {
                fields.set(name, value);
            }
        });
    }
}
