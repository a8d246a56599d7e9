package dev.sluice.imports.caddy;

import dev.sluice.core.site.PathRules;
import dev.sluice.imports.caddyfile.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code redir} and {@code respond} for some paths: rules of the routes that have these. */
final class PathAnswers {

    /** One path, or all below it, as Sluice's rules have them. */
    private static final Pattern PATH = Pattern.compile("/[^*?\\[\\]{}\\\\]*(?<!/)(?:/\\*)?|/");

    private static final Set<String> REFUSALS = Set.of("4", "5");

    private PathAnswers() {}

    /** The features with the redirects; null if Sluice has none like them. */
    static @Nullable Features redirects(Features features, Step step) {
        List<String> words = step.arguments();
        String to = words.isEmpty() ? null : Placeholders.target(words.get(0));
        int status = words.size() < 2 ? 302 : status(words.get(1));
        if (to == null || status == 0 || words.size() > 2 || !isForPaths(step, features)) {
            return null;
        }
        boolean query = words.get(0).contains("uri}") || words.get(0).indexOf('?') >= 0;
        String note = below(step) + (query ? "" : ", and the query goes along");
        return each(
                features, step, told(step, step.fullSubject(), "redirects of paths" + note, note.isEmpty()), path -> {
                    Map<String, Object> rule = new LinkedHashMap<>();
                    rule.put("path", path);
                    rule.put("to", to);
                    rule.put("status", status);
                    return Map.entry("redirects", rule);
                });
    }

    private static int status(String word) {
        return switch (word) {
            case "permanent" -> 301;
            case "temporary" -> 302;
            default -> word.matches("3\\d\\d") ? Integer.parseInt(word) : 0;
        };
    }

    /** The features with the fixed answers; null if Sluice has none like them. */
    static @Nullable Features answers(Features features, Step step) {
        String written = Answered.status(step);
        String status = written.isEmpty() ? "200" : written;
        String body = step.arguments().stream()
                .filter(word -> !word.equals(written))
                .findFirst()
                .orElse("");
        for (Line line : step.lines()) {
            body = line.name().equals("body") && line.arguments().size() == 1
                    ? line.arguments().get(0)
                    : body;
        }
        if (!step.name().equals("respond") || Placeholders.in(body) || !isForPaths(step, features)) {
            return null;
        }
        String text = body;
        String subject = step.subject() + (written.isEmpty() ? "" : " " + written);
        Told told = told(
                step, subject, "answers of paths" + below(step), below(step).isEmpty());
        boolean refuses = REFUSALS.contains(status.substring(0, 1));
        return each(features, step, refuses ? told.guarding() : told, path -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("path", path);
            rule.put("status", Integer.parseInt(status));
            rule.put("body", text);
            rule.put("content_type", text.matches("(?s)[{\\[].*") ? "application/json" : "text/plain; charset=utf-8");
            return Map.entry("answers", rule);
        });
    }

    private static Told told(Step step, String subject, String sentence, boolean same) {
        return same ? Told.taken(step.where(), subject, sentence) : Told.differs(step.where(), subject, sentence);
    }

    private interface Rule {
        Map.Entry<String, Map<String, Object>> of(String path);
    }

    private static @Nullable Features each(Features features, Step step, Told told, Rule rule) {
        Features all = features;
        for (String path : step.match().paths()) {
            Map.Entry<String, Map<String, Object>> made = rule.of(path);
            all = all == null
                    ? null
                    : all.with(told, "paths", fields -> Features.append(fields, made.getKey(), made.getValue()));
        }
        return all;
    }

    /** Rules go by the path that the client asked for; behind a rewrite Caddy goes by another. */
    private static boolean isForPaths(Step step, Features features) {
        Match match = step.match();
        PathRules present = features.site().of(PathRules.class);
        boolean rewritten = present != null && (present.stripPrefix() != null || present.addPrefix() != null);
        return !rewritten
                && match.hosts().isEmpty()
                && match.isPlain()
                && !match.paths().isEmpty()
                && match.paths().stream().allMatch(path -> PATH.matcher(path).matches());
    }

    /** Caddy's star begins behind the slash. */
    private static String below(Step step) {
        List<String> paths = step.match().paths();
        return paths.stream()
                .filter(path -> path.endsWith("/*") && path.length() > 2)
                .map(path -> path.substring(0, path.length() - 2))
                .filter(path -> !paths.contains(path))
                .findFirst()
                .map(path -> ", " + path + " itself too")
                .orElse("");
    }
}
