package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import dev.sluice.imports.UnreadableException;
import dev.sluice.imports.caddyfile.Line;
import dev.sluice.imports.json.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the routes and handlers of Caddy's JSON into the directives that would say the same. */
final class Handlers {

    private static final int DEEPEST_INVOCATION = 16;

    private final JsonNode namedRoutes;
    private final Findings findings;
    private final StepCount count = new StepCount();

    /** A route of a server: for which hosts it is, and what it does. */
    record Matched(List<String> hosts, List<Step> steps) {

        /** Whether requests for the host pass it; the empty one stands for hosts that nothing names. */
        boolean isFor(String host) {
            return hosts.isEmpty()
                    || hosts.contains(host)
                    || hosts.stream().anyMatch(wide -> new Host(wide, false, false).covers(host));
        }
    }

    Handlers(JsonNode namedRoutes, Findings findings) {
        this.namedRoutes = namedRoutes;
        this.findings = findings;
    }

    /** A route of a server, once for each of its matcher sets. */
    List<Matched> top(JsonNode route) {
        List<Matched> matched = new ArrayList<>();
        for (Match match : matches(route)) {
            Match inner = new Match(match.text(), List.of(), match.paths(), match.others());
            List<String> hosts = match.hosts().stream()
                    .map(host -> host.toLowerCase(Locale.ROOT))
                    .toList();
            matched.add(new Matched(hosts, group(route, inner, 0)));
        }
        return matched;
    }

    private List<Step> routes(JsonNode routes, int depth) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode route : routes.items()) {
            matches(route).forEach(match -> steps.addAll(group(route, match, depth)));
        }
        return steps;
    }

    /** What a route does; one that is for everything, and no alternative to others, is no group. */
    private List<Step> group(JsonNode route, Match match, int depth) {
        boolean exclusive = !route.at("group").isNull()
                || Boolean.TRUE.equals(route.at("terminal").flag());
        List<Step> steps = new ArrayList<>();
        for (JsonNode handler : route.at("handle").items()) {
            steps.addAll(handler(handler, depth));
        }
        if (match.isAll() && !exclusive) {
            return steps;
        }
        return List.of(new Step(route.path(), exclusive ? "handle" : "route", match, List.of(), List.of(), steps));
    }

    private static List<Match> matches(JsonNode route) {
        List<Match> matches = new ArrayList<>();
        for (JsonNode set : route.at("match").items()) {
            List<String> hosts = set.at("host").texts();
            List<String> paths = set.at("path").texts();
            List<String> others = new ArrayList<>();
            String protocol = set.at("protocol").text();
            if (protocol != null) {
                others.add("protocol " + protocol);
            }
            others.addAll(set.unread());
            String text = others.isEmpty() ? String.join(" ", paths) : "match";
            matches.add(new Match(text, hosts, paths, others));
        }
        return matches.isEmpty() ? List.of(Match.ALL) : matches;
    }

    private List<Step> handler(JsonNode handler, int depth) {
        count.one(handler.path());
        String kind = handler.at("handler").text("");
        return switch (kind) {
            case "subroute" -> routes(handler.at("routes"), depth);
            case "reverse_proxy" -> List.of(JsonProxy.step(handler));
            case "static_response" -> List.of(answer(handler));
            case "headers" -> headers(handler);
            case "rewrite" -> List.of(rewrite(handler));
            case "encode" -> List.of(encode(handler));
            case "authentication" -> List.of(named(handler, "basic_auth"));
            case "vars" -> List.of(named(handler, handler.at("root").isNull() ? "vars" : "root"));
            case "invoke" -> List.of(invoke(handler, depth));
            default -> List.of(named(handler, kind.isEmpty() ? "a handler without a name" : kind));
        };
    }

    private Step invoke(JsonNode handler, int depth) {
        String name = handler.at("name").text("");
        JsonNode route = namedRoutes.at(name);
        if (route.isNull()) {
            findings.leftOut(handler.path(), "invoke " + name, "there is no such named route");
        }
        if (depth >= DEEPEST_INVOCATION) {
            throw new UnreadableException(handler.path(), "named routes that invoke themselves; expected an end");
        }
        return new Step(handler.path(), "route", Match.ALL, List.of(), List.of(), group(route, Match.ALL, depth + 1));
    }

    private static Step answer(JsonNode handler) {
        String status = handler.at("status_code").text("");
        String location = header(handler.at("headers"));
        if (Boolean.TRUE.equals(handler.at("abort").flag())) {
            return named(handler, "abort");
        }
        if (location != null && status.matches("3\\d\\d|")) {
            return new Step(handler.path(), "redir", Match.ALL, List.of(location), List.of(), List.of());
        }
        List<String> arguments = status.isEmpty() ? List.of() : List.of(status);
        return new Step(handler.path(), "respond", Match.ALL, arguments, List.of(), List.of());
    }

    private static @Nullable String header(JsonNode headers) {
        for (String name : headers.fields()) {
            if (name.equalsIgnoreCase("Location")) {
                List<String> values = headers.at(name).texts();
                return values.isEmpty() ? null : values.get(0);
            }
        }
        return null;
    }

    private static List<Step> headers(JsonNode handler) {
        List<Step> steps = new ArrayList<>();
        List<Line> response = fields(handler.at("response"));
        if (!response.isEmpty()) {
            steps.add(new Step(handler.path(), "header", Match.ALL, List.of(), response, List.of()));
        }
        for (Line line : fields(handler.at("request"))) {
            steps.add(new Step(line.where(), "request_header", Match.ALL, line.words(), List.of(), List.of()));
        }
        return steps;
    }

    /** What is done to header fields, as lines of a Caddyfile have it. */
    static List<Line> fields(JsonNode operations) {
        List<Line> lines = new ArrayList<>();
        for (String operation :
                Set.of("set", "add", "replace").stream().sorted().toList()) {
            JsonNode fields = operations.at(operation);
            for (String field : fields.fields()) {
                List<String> words = new ArrayList<>(List.of((operation.equals("add") ? "+" : "") + field));
                words.addAll(
                        operation.equals("replace")
                                ? List.of("", "")
                                : fields.at(field).texts());
                lines.add(new Line(fields.path(), words, null));
            }
        }
        for (String field : operations.at("delete").texts()) {
            lines.add(new Line(operations.path() + ".delete", List.of("-" + field), null));
        }
        return lines;
    }

    private static Step rewrite(JsonNode handler) {
        String prefix = handler.at("strip_path_prefix").text("");
        String uri = handler.at("uri").text("");
        boolean more = !handler.unread().isEmpty() || !prefix.isEmpty() && !uri.isEmpty();
        if (!prefix.isEmpty()) {
            List<String> words = more ? List.of() : List.of("strip_prefix", prefix);
            return new Step(handler.path(), "uri", Match.ALL, words, List.of(), List.of());
        }
        List<String> words = more || uri.isEmpty() ? List.of() : List.of(uri);
        return new Step(handler.path(), "rewrite", Match.ALL, words, List.of(), List.of());
    }

    private static Step encode(JsonNode handler) {
        List<Line> lines = new ArrayList<>();
        JsonNode codings = handler.at("encodings");
        List<String> preferred = handler.at("prefer").texts();
        List<String> words = new ArrayList<>(preferred);
        codings.fields().stream().filter(name -> !preferred.contains(name)).forEach(words::add);
        String least = handler.at("minimum_length").text("");
        if (!least.isEmpty()) {
            lines.add(new Line(handler.path(), List.of("minimum_length", least), null));
        }
        handler.unread().forEach(field -> lines.add(new Line(handler.path(), List.of(field), null)));
        return new Step(handler.path(), "encode", Match.ALL, words, lines, List.of());
    }

    private static Step named(JsonNode handler, String name) {
        return new Step(handler.path(), name, Match.ALL, List.of(), List.of(), List.of());
    }
}
