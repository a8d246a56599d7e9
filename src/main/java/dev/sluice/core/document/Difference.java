package dev.sluice.core.document;

import dev.sluice.core.model.Wire;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is different between two whole documents, entry by entry and field by field, in the order of documents. */
public record Difference(List<Entry> entries) {

    /** Nothing is. */
    public static final Difference NONE = new Difference(List.of());

    private static final String ALL_ROUTES = "all routes";

    /** What happened to an entry. */
    public enum Change implements Wire {
        CREATED,
        UPDATED,
        DELETED
    }

    /**
     * One entry that is not the same.
     *
     * @param key the name that people know it by
     * @param fields all of a new or a deleted one; of another, those that differ
     */
    public record Entry(Section section, String key, Change change, List<Field> fields) {}

    /**
     * One field.
     *
     * @param path with the names of what it lies in, as {@code probe.port}
     * @param before null for none
     * @param after null for none
     */
    public record Field(
            String path, @Nullable Object before, @Nullable Object after) {}

    public Difference {
        entries = List.copyOf(entries);
    }

    /** From one to the other; a section that one of them lacks is as good as empty there. */
    public static Difference between(Document before, Document after) {
        List<Entry> found = new ArrayList<>();
        add(Section.PEERS, Difference::name, String.CASE_INSENSITIVE_ORDER, before, after, found);
        add(Section.GATEWAY_POOLS, Difference::name, String.CASE_INSENSITIVE_ORDER, before, after, found);
        add(Section.ROUTES, RouteKey::of, Comparator.<RouteKey>naturalOrder(), before, after, found);
        add(Section.WEBHOOKS, Difference::name, String.CASE_INSENSITIVE_ORDER, before, after, found);
        add(Section.SITE, entry -> ALL_ROUTES, Comparator.<String>naturalOrder(), before, after, found);
        return new Difference(found);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    private static String name(Map<String, Object> entry) {
        return String.valueOf(entry.get("name"));
    }

    private static <K> void add(
            Section section,
            Function<Map<String, Object>, K> key,
            Comparator<K> order,
            Document before,
            Document after,
            List<Entry> found) {
        Map<K, Map<String, Object>> was = byKey(section, key, order, before);
        Map<K, Map<String, Object>> is = byKey(section, key, order, after);
        Set<K> keys = new TreeSet<>(order);
        keys.addAll(was.keySet());
        keys.addAll(is.keySet());
        for (K each : keys) {
            Map<String, Object> old = was.get(each);
            Map<String, Object> now = is.get(each);
            List<Field> fields = fields(section, flat(old), flat(now));
            if (!fields.isEmpty()) {
                Change change = old == null ? Change.CREATED : now == null ? Change.DELETED : Change.UPDATED;
                String shown = key.apply(Objects.requireNonNull(now == null ? old : now))
                        .toString();
                found.add(new Entry(section, shown, change, fields));
            }
        }
    }

    private static <K> Map<K, Map<String, Object>> byKey(
            Section section, Function<Map<String, Object>, K> key, Comparator<K> order, Document document) {
        Map<K, Map<String, Object>> byKey = new TreeMap<>(order);
        List<Map<String, Object>> entries = document.of(section);
        if (entries != null) {
            entries.forEach(entry -> byKey.put(key.apply(entry), entry));
        }
        return byKey;
    }

    private static List<Field> fields(Section section, Map<String, Object> before, Map<String, Object> after) {
        Set<String> paths = new TreeSet<>(
                Comparator.<String>comparingInt(path -> section.fields().indexOf(path.split("\\.", 2)[0]))
                        .thenComparing(Comparator.naturalOrder()));
        paths.addAll(before.keySet());
        paths.addAll(after.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(before.get(path), after.get(path)))
                .map(path -> new Field(path, before.get(path), after.get(path)))
                .toList();
    }

    private static Map<String, Object> flat(@Nullable Map<String, Object> entry) {
        Map<String, Object> flat = new LinkedHashMap<>();
        if (entry != null) {
            flatten("", entry, flat);
        }
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> fields, Map<String, Object> flat) {
        fields.forEach((field, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + field + ".", inner, flat);
            } else if (value != null) {
                flat.put(prefix + field, value);
            }
        });
    }
}
