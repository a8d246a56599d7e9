package dev.sluice.core.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Ids by name; two that differ in case alone are one name. */
final class Names {

    private final Map<String, Long> ids = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static <T> Names of(Collection<T> things, Function<T, String> name, ToLongFunction<T> id) {
        Names names = new Names();
        things.forEach(thing -> names.ids.put(name.apply(thing), id.applyAsLong(thing)));
        return names;
    }

    /** The id, or null if nothing is named so. */
    @Nullable
    Long id(@Nullable Object name) {
        return name instanceof String text ? ids.get(text) : null;
    }

    /** The first thing of that name keeps it. */
    boolean add(String name, long id) {
        return ids.putIfAbsent(name, id) == null;
    }

    /** How many names the entries have that are not among these. */
    int missing(@Nullable List<Map<String, Object>> entries) {
        Set<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (entries != null) {
            entries.stream()
                    .map(Names::name)
                    .filter(name -> !ids.containsKey(name))
                    .forEach(missing::add);
        }
        return missing.size();
    }

    /** The name of an entry; empty if it has none. */
    static String name(Map<String, Object> entry) {
        return entry.get("name") instanceof String text ? text : "";
    }
}
