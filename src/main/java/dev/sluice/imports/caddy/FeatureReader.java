package dev.sluice.imports.caddy;

import dev.sluice.core.rule.PasswordRules;
import dev.sluice.core.rule.PathSyntax;
import dev.sluice.core.site.Access;
import dev.sluice.core.site.PathRules;
import dev.sluice.imports.Findings;
import dev.sluice.imports.caddyfile.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads directives that are for all requests of routes, and that a route's features say as well. */
final class FeatureReader {

    private static final Set<String> CODINGS = Set.of("zstd", "br", "gzip");
    private static final Pattern PREFIXED = Pattern.compile("(/[^{}?*]*[^{}?*/])\\{(?:uri|http\\.request\\.uri)\\}");
    private static final Pattern SIZE = Pattern.compile("(?i)(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([kmgt]?)(i?)b?");

    private final Findings findings;

    FeatureReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * The features with what the directive says; null if they cannot say it.
     *
     * @param pathsBehind whether something behind it goes by the path as the directive leaves it
     */
    @Nullable
    Features take(Step step, Directive directive, Features features, boolean pathsBehind) {
        if (!step.match().isAll()) {
            return null;
        }
        return switch (directive) {
            case ENCODE -> encode(step, features);
            case BASIC_AUTH, BASICAUTH -> passwords(step, features);
            case FORWARD_AUTH -> consent(step, features);
            case REQUEST_BODY -> body(step, features);
            case URI, REWRITE -> pathsBehind ? null : rewrite(step, directive, features);
            default -> null;
        };
    }

    /** The features with the prefix stripped; null if paths are rewritten already. */
    static @Nullable Features stripped(Features features, Told told, String written) {
        String prefix = PathSyntax.normalise(written);
        return prefix == null || isRewritten(features)
                ? null
                : features.with(told, "paths", fields -> fields.put("strip_prefix", prefix));
    }

    private static boolean isRewritten(Features features) {
        PathRules present = features.site().of(PathRules.class);
        return present != null && (present.stripPrefix() != null || present.addPrefix() != null);
    }

    private static @Nullable Features rewrite(Step step, Directive directive, Features features) {
        List<String> words = step.arguments();
        if (directive == Directive.URI) {
            return words.size() == 2 && words.get(0).equals("strip_prefix")
                    ? stripped(
                            features,
                            Told.differs(
                                    step.where(),
                                    "uri strip_prefix",
                                    "paths.strip_prefix, which strips whole segments alone"),
                            words.get(1))
                    : null;
        }
        Matcher prefixed = PREFIXED.matcher(words.size() == 1 ? words.get(0) : "");
        if (!prefixed.matches() || isRewritten(features)) {
            return null;
        }
        Told told = Told.taken(step.where(), step.fullSubject(), "paths.add_prefix");
        return features.with(told, "paths", fields -> fields.put("add_prefix", prefixed.group(1)));
    }

    private static @Nullable Features encode(Step step, Features features) {
        List<String> codings = new ArrayList<>(step.arguments());
        Map<String, Object> fields = new LinkedHashMap<>();
        String note = "";
        for (Line line : step.lines()) {
            String first = line.arguments().isEmpty() ? "" : line.arguments().get(0);
            if (CODINGS.contains(line.name())) {
                codings.add(line.name());
                note = first.isEmpty() ? note : ", at fixed levels";
            } else if (line.name().equals("minimum_length") && first.matches("\\d{1,9}")) {
                fields.put("minimum_length", Integer.parseInt(first));
            } else {
                return null;
            }
        }
        if (!CODINGS.containsAll(codings)) {
            return null;
        }
        List<String> known = codings.isEmpty() ? List.of("zstd", "gzip") : List.copyOf(codings);
        fields.put("encodings", known.stream().distinct().toList());
        Told told = Told.differs(step.where(), step.shownSubject(), "compression" + note + ", not of event streams");
        return features.with(told, "compression", given -> given.putAll(fields));
    }

    private static @Nullable Features passwords(Step step, Features features) {
        List<String> words = step.arguments();
        String algorithm = words.isEmpty() ? "bcrypt" : words.get(0);
        List<Map<String, Object>> users = new ArrayList<>();
        for (Line line : step.lines()) {
            if (line.arguments().size() != 1
                    || !PasswordRules.isHash(line.arguments().get(0))) {
                return null;
            }
            users.add(Map.of(
                    "name", line.name(), "password_hash", line.arguments().get(0)));
        }
        boolean known = algorithm.equals("bcrypt") || algorithm.equals("argon2id");
        if (users.isEmpty() || !known || has(features, "basic_auth")) {
            return null;
        }
        Map<String, Object> basic = new LinkedHashMap<>();
        basic.put("users", users);
        basic.put("pass_authorization", true);
        basic.put("realm", words.size() > 1 ? words.get(1) : "restricted");
        Told told = features.guard(Told.taken(
                step.where(), step.subject(), "access.basic_auth; the hashes are in the document, keep it so"));
        return features.with(told, "access", access -> access.put("basic_auth", basic));
    }

    private static @Nullable Features consent(Step step, Features features) {
        String uri = "";
        List<String> copied = new ArrayList<>();
        for (Line line : step.lines()) {
            if (line.name().equals("uri") && line.arguments().size() == 1) {
                uri = line.arguments().get(0);
            } else if (line.name().equals("copy_headers")) {
                copied.addAll(line.arguments());
                line.lines().forEach(inner -> copied.addAll(inner.words()));
            } else {
                return null;
            }
        }
        UpstreamAddress.Read read = UpstreamAddress.parse(
                step.arguments().isEmpty() ? "" : step.arguments().get(0));
        boolean one = step.arguments().size() == 1 && read.upstreams().size() == 1;
        boolean plain = copied.stream().allMatch(name -> name.matches("[A-Za-z0-9-]+"));
        if (!one || !uri.startsWith("/") || Placeholders.in(uri) || !plain || has(features, "forward_auth")) {
            return null;
        }
        UpstreamAddress at = read.upstreams().get(0);
        String host = at.host().indexOf(':') >= 0 ? "[" + at.host() + "]" : at.host();
        String url = (at.scheme().equals("https") ? "https://" : "http://") + host + ":" + at.port() + uri;
        Told told = features.guard(Told.taken(
                step.where(), step.subject() + " " + step.arguments().get(0), "access.forward_auth, within 5s"));
        return features.with(
                told, "access", access -> access.put("forward_auth", Map.of("url", url, "copy_headers", copied)));
    }

    private static boolean has(Features features, String part) {
        Access access = features.site().of(Access.class);
        return access != null && (part.equals("basic_auth") ? access.basicAuth() : access.forwardAuth()) != null;
    }

    private @Nullable Features body(Step step, Features features) {
        Features all = features;
        for (Line line : step.lines()) {
            Long most = line.name().equals("max_size") && line.arguments().size() == 1
                    ? bytes(line.arguments().get(0))
                    : null;
            String subject = step.subject() + " " + line.name();
            Features more = most == null
                    ? null
                    : all.with(
                            Told.taken(line.where(), subject, "upstream.max_body_bytes " + most),
                            "upstream",
                            terms -> terms.put("max_body_bytes", most));
            if (more == null) {
                findings.leftOut(line.where(), subject, "of bodies a route bounds the size alone");
            } else {
                all = more;
            }
        }
        return all == features ? null : all;
    }

    /** As Caddy reads it: 10MB are ten million, 10MiB some more. */
    private static @Nullable Long bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return null;
        }
        int power =
                " kmgt".indexOf(size.group(2).isEmpty() ? " " : size.group(2).toLowerCase(Locale.ROOT));
        BigDecimal unit =
                BigDecimal.valueOf(size.group(3).isEmpty() ? 1000 : 1024).pow(power);
        return new BigDecimal(size.group(1)).multiply(unit).longValue();
    }
}
