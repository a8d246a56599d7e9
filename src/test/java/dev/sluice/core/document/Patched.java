package dev.sluice.core.document;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A document as one flat map, and what a difference makes of it: written apart from what is tested. */
final class Patched {

    private Patched() {}

    static Map<String, Object> flat(Document document) {
        Map<String, Object> flat = new TreeMap<>();
        document.sections()
                .forEach((section, entries) -> entries.forEach(entry -> {
                    String key =
                            switch (section) {
                                case ROUTES -> RouteKey.of(entry).toString();
                                case SITE -> "all routes";
                                default -> String.valueOf(entry.get("name"));
                            };
                    flatten(section + " " + key.toLowerCase(Locale.ROOT) + " ", entry, flat);
                }));
        return flat;
    }

    static Map<String, Object> by(Document before, Difference difference) {
        Map<String, Object> flat = flat(before);
        difference.entries().forEach(entry -> entry.fields().forEach(field -> {
            String path = entry.section() + " " + entry.key().toLowerCase(Locale.ROOT) + " " + field.path();
            Object was = flat.remove(path);
            if (was == null ? field.before() != null : !was.equals(field.before())) {
                throw new AssertionError(path + ": actual " + was + ", expected " + field.before());
            }
            if (field.after() != null) {
                flat.put(path, field.after());
            }
        }));
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> fields, Map<String, Object> flat) {
        fields.forEach((field, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + field + ".", inner, flat);
            } else {
                flat.put(prefix + field, value);
            }
        });
    }
}
