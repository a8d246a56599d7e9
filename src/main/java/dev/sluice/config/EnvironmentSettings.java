package dev.sluice.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The environment's part of the settings: variables that begin with {@code SLUICE_}. */
final class EnvironmentSettings {

    private static final String PREFIX = "SLUICE_";

    /** They belong to the launcher, the command line and the tests. */
    private static final List<String> OTHERS =
            List.of("SLUICE_CONFIG", "SLUICE_JAVA_", "SLUICE_JDK_", "SLUICE_TEST_", "SLUICE_CI_");

    private static final Map<String, Setting<?>> BY_VARIABLE =
            Catalogue.ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::variable, Function.identity()));

    private EnvironmentSettings() {}

    /**
     * The settings that the environment gives, by path; an empty variable gives none.
     *
     * @param problems where variables that name no setting are told, by name only: the value may be a secret
     */
    static Map<String, Given> read(Map<String, String> environment, List<SettingsProblem> problems) {
        Map<String, Given> found = new LinkedHashMap<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            Setting<?> setting = BY_VARIABLE.get(variable);
            if (setting != null && !text.isBlank()) {
                found.put(setting.path(), Given.of(text.strip(), variable));
            }
        });
        refuseUnknown(new TreeMap<>(environment).keySet(), problems);
        return found;
    }

    /**
     * Tells of the variables that name no setting, neither of a front door nor of an agent: both may run on one machine, with
     * one environment.
     */
    static void refuseUnknown(Collection<String> variables, List<SettingsProblem> problems) {
        for (String variable : variables) {
            if (variable.startsWith(PREFIX)
                    && !BY_VARIABLE.containsKey(variable)
                    && !AgentCatalogue.variables().contains(variable)
                    && !isOther(variable)) {
                problems.add(SettingsProblem.of(variable, variable, "no such setting", expected(variable)));
            }
        }
    }

    private static boolean isOther(String variable) {
        return OTHERS.stream()
                .anyMatch(other -> other.endsWith("_") ? variable.startsWith(other) : variable.equals(other));
    }

    private static String expected(String variable) {
        Set<String> known = new HashSet<>(BY_VARIABLE.keySet());
        known.addAll(AgentCatalogue.variables());
        return NearestName.of(variable, known).orElse("a variable named after a setting, such as SLUICE_HTTP_PORT");
    }
}
