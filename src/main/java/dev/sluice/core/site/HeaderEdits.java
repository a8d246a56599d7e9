package dev.sluice.core.site;

import dev.sluice.core.rule.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Changes to the header fields of a message: first those to remove, then those to set, then those to add. Names are in lower
 * case, and in their order.
 *
 * @param remove names; every field of that name goes
 * @param set values by name, in place of all that are there
 * @param add values by name, beside those that are there
 */
public record HeaderEdits(Set<String> remove, Map<String, Template> set, Map<String, Template> add) {

    /** Nothing is changed. */
    public static final HeaderEdits NONE = new HeaderEdits(Set.of(), Map.of(), Map.of());

    private static final int MOST = 64;

    public HeaderEdits {
        remove = Collections.unmodifiableSortedSet(new TreeSet<>(remove));
        set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
        add = Collections.unmodifiableSortedMap(new TreeMap<>(add));
    }

    static HeaderEdits read(@Nullable Fields in, boolean request) {
        if (in == null) {
            return NONE;
        }
        Set<String> remove = new LinkedHashSet<>();
        List<String> names = in.texts("remove");
        for (int i = 0; i < names.size(); i++) {
            remove.add(name(names.get(i), "remove[" + i + "]", request, in));
        }
        HeaderEdits edits = new HeaderEdits(remove, values("set", request, in), values("add", request, in));
        int count = edits.remove.size() + edits.set.size() + edits.add.size();
        if (count > MOST) {
            in.problem("set", count + " rules", "at most " + MOST + " in set, add and remove");
        }
        in.done();
        return edits;
    }

    private static Map<String, Template> values(String field, boolean request, Fields in) {
        Map<String, Template> values = new LinkedHashMap<>();
        in.textsByName(field).forEach((name, value) -> {
            String path = field + "." + name;
            values.put(name(name, path, request, in), Template.read(value, path, in));
        });
        return values;
    }

    private static String name(String name, String path, boolean request, Fields in) {
        String lower = name.toLowerCase(Locale.ROOT);
        String refusal = FieldNames.refusal(lower, request);
        if (refusal != null) {
            in.problem(path, name, refusal);
        }
        return lower;
    }

    public boolean isEmpty() {
        return remove.isEmpty() && set.isEmpty() && add.isEmpty();
    }

    Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("remove", new ArrayList<>(remove));
        fields.put("set", texts(set));
        fields.put("add", texts(add));
        return fields;
    }

    private static Map<String, @Nullable Object> texts(Map<String, Template> values) {
        Map<String, @Nullable Object> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }
}
