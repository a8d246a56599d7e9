package dev.sluice.core.document;

import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A desired state as people write it down: sections of entries, references by name, no ids and no secrets. A field that an
 * entry leaves out has its default.
 *
 * @param sections what is said of each kind; one that is not here is not spoken of. An entry is a map of plain values: strings,
 *     numbers, booleans, lists and maps of these. Of {@link Section#SITE} there is one at most
 */
public record Document(Map<Section, List<Map<String, Object>>> sections) {

    /** The field that tells which way of writing documents this is, and the only way there is. */
    public static final String FORMAT_FIELD = "sluice";

    public static final int FORMAT = 1;

    /** A section that an export may have for people to read; an import takes no notice of it. */
    public static final String CERTIFICATES = "certificates";

    public Document {
        Map<Section, List<Map<String, Object>>> copy = new EnumMap<>(Section.class);
        sections.forEach((section, entries) -> copy.put(section, List.copyOf(entries)));
        sections = copy;
    }

    /** What is said of that kind; null if nothing is, so that all of it stays. */
    public @Nullable List<Map<String, Object>> of(Section section) {
        return sections.get(section);
    }

    /** This document, which does not speak of that kind. */
    public Document without(Section section) {
        Map<Section, List<Map<String, Object>>> others = new EnumMap<>(sections);
        others.remove(section);
        return new Document(others);
    }

    /** The whole document as plain maps and lists, in the order in which it is written. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(FORMAT_FIELD, FORMAT);
        sections.forEach((section, entries) -> {
            if (section != Section.SITE) {
                tree.put(section.wire(), entries);
            } else if (!entries.isEmpty()) {
                tree.put(section.wire(), entries.get(0));
            }
        });
        return tree;
    }

    /**
     * The document that such a tree is. What is wrong inside its entries is told when they are applied.
     *
     * @param tree null for an empty text
     * @throws Rejection INVALID, with everything that is wrong with its outline
     */
    public static Document read(@Nullable Object tree) {
        Problems problems = new Problems();
        Map<Section, List<Map<String, Object>>> sections = new EnumMap<>(Section.class);
        if (tree instanceof Map<?, ?> top) {
            if (!Integer.valueOf(FORMAT).equals(top.get(FORMAT_FIELD))) {
                problems.add(
                        FORMAT_FIELD, top.get(FORMAT_FIELD), FORMAT + ", the one way of writing that is understood");
            }
            for (Map.Entry<?, ?> each : top.entrySet()) {
                read(String.valueOf(each.getKey()), each.getValue(), sections, problems);
            }
        } else {
            problems.add("document", tree == null ? null : "no sections", "sluice: 1, and sections such as routes");
        }
        problems.refuseIfAny();
        return new Document(sections);
    }

    private static void read(
            String name, @Nullable Object value, Map<Section, List<Map<String, Object>>> sections, Problems problems) {
        Section section = Arrays.stream(Section.values())
                .filter(each -> each.wire().equals(name))
                .findFirst()
                .orElse(null);
        if (section == Section.SITE && value instanceof Map<?, ?> fields) {
            sections.put(section, List.of(withoutNulls(fields)));
        } else if (section == Section.SITE) {
            problems.add(
                    name, value == null ? null : "something else", "features and their values; {} for none at all");
        } else if (section != null && value instanceof List<?> list) {
            sections.put(section, entries(name, list, problems));
        } else if (section != null) {
            problems.add(name, value == null ? null : "something else", "a list of entries; [] for none at all");
        } else if (!name.equals(FORMAT_FIELD) && !name.equals(CERTIFICATES)) {
            problems.add(Problems.show(name), "an unknown section", "one of " + names());
        }
    }

    private static String names() {
        return Stream.concat(
                        Stream.of(FORMAT_FIELD),
                        Stream.concat(Arrays.stream(Section.values()).map(Section::wire), Stream.of(CERTIFICATES)))
                .collect(Collectors.joining(", "));
    }

    private static List<Map<String, Object>> entries(String name, List<?> list, Problems problems) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map<?, ?> map) {
                entries.add(withoutNulls(map));
            } else {
                problems.add(name + "[" + i + "]", list.get(i), "fields and their values");
            }
        }
        return entries;
    }

    /** What is null is as good as absent. */
    static Map<String, Object> withoutNulls(Map<?, ? extends @Nullable Object> fields) {
        Map<String, Object> kept = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (value != null) {
                kept.put(String.valueOf(field), value instanceof Map<?, ?> inner ? withoutNulls(inner) : value);
            }
        });
        return kept;
    }
}
