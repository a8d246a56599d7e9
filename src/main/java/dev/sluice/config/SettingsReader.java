package dev.sluice.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what was given into values, and collects everything that is wrong on the way. */
final class SettingsReader {

    private final Map<String, Setting<?>> byPath;
    private final String file;
    private final Map<String, Given> given;
    private final List<SettingsProblem> problems;

    /**
     * Prepares to read.
     *
     * @param catalogue all that can be set
     * @param file that shows all of it, for messages
     * @param given by path, in the order of the sources
     * @param problems where problems are told
     */
    SettingsReader(List<Setting<?>> catalogue, String file, Map<String, Given> given, List<SettingsProblem> problems) {
        this.byPath = catalogue.stream().collect(Collectors.toUnmodifiableMap(Setting::path, Function.identity()));
        this.file = file;
        this.given = given;
        this.problems = problems;
    }

    /** Tells of every name and value that does not fit. */
    void check() {
        given.forEach((path, one) -> {
            Setting<?> setting = byPath.get(path);
            if (one.expected() != null) {
                problems.add(
                        SettingsProblem.of(one.source(), path.isEmpty() ? "file" : path, one.text(), one.expected()));
            } else if (setting == null) {
                problems.add(unknown(path, one));
            } else if (fit(setting, one) == null) {
                boolean misplacedList = one.list() && !setting.kind().list();
                problems.add(SettingsProblem.of(
                        one.source(),
                        path,
                        misplacedList ? "a list" : setting.kind().shown().apply(one.text()),
                        setting.kind().expected()));
            }
        });
    }

    /** The value that was given, else the default; null if neither is there or fits. */
    <T> @Nullable T find(Setting<T> setting) {
        Given one = given.get(setting.path());
        T value = one == null || one.expected() != null ? null : fit(setting, one);
        return value == null && !setting.preset().isEmpty()
                ? setting.kind().reader().apply(setting.preset())
                : value;
    }

    /** The value of a setting that always has one. */
    <T> T get(Setting<T> setting) {
        T value = find(setting);
        if (value == null) {
            throw new IllegalStateException(setting.path() + ": actual no default, expected one in the catalogue");
        }
        return value;
    }

    /** The items that were given, or none. */
    <T> List<T> items(Setting<List<T>> setting) {
        List<T> items = find(setting);
        return items == null ? List.of() : items;
    }

    /** Whether somebody has set it. */
    boolean isGiven(Setting<?> setting) {
        return given.containsKey(setting.path());
    }

    String source(Setting<?> setting) {
        Given one = given.get(setting.path());
        return one == null ? "default" : one.source();
    }

    /** As it was written; only where {@link #isGiven}. */
    String text(Setting<?> setting) {
        return Objects.requireNonNull(given.get(setting.path())).text();
    }

    private static <T> @Nullable T fit(Setting<T> setting, Given one) {
        return one.list() && !setting.kind().list()
                ? null
                : setting.kind().reader().apply(one.text());
    }

    /** Never shows the value: a misspelt name may be a secret's. */
    private SettingsProblem unknown(String path, Given one) {
        List<String> inside = byPath.keySet().stream()
                .filter(known -> known.startsWith(path + "."))
                .toList();
        if (!inside.isEmpty()) {
            return SettingsProblem.of(
                    one.source(), path, "a single value", "a section with " + String.join(", ", names(inside, path)));
        }
        int section = path.lastIndexOf('.');
        if (section > 0 && byPath.containsKey(path.substring(0, section))) {
            return SettingsProblem.of(
                    one.source(), path, "no such setting", "one value for " + path.substring(0, section));
        }
        return SettingsProblem.of(
                one.source(),
                path,
                "no such setting",
                NearestName.of(path, byPath.keySet()).orElse("one of those in " + file));
    }

    private static Collection<String> names(List<String> paths, String section) {
        return paths.stream()
                .map(path -> path.substring(section.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
