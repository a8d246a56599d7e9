package dev.sluice.config;

import dev.sluice.core.rule.Problem;

/**
 * One thing that is wrong with the settings, and where it was found.
 *
 * @param source a file with a line ({@code conf/sluice.yaml:12}), or an environment variable
 */
public record SettingsProblem(String source, Problem problem) {

    static SettingsProblem of(String source, String path, String actual, String expected) {
        return new SettingsProblem(source, new Problem(path, actual, expected));
    }

    /** One line for people. */
    @Override
    public String toString() {
        String place = source.equals(problem.path()) ? source : source + ": " + problem.path();
        return place + ": " + problem.actual() + " (expected " + problem.expected() + ")";
    }
}
