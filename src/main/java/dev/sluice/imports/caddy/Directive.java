package dev.sluice.imports.caddy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The directives that come with Caddy, in the order in which they act, and what the importer makes of each. */
public enum Directive {
    IMPORT(Effect.READ, ""),
    BIND(Effect.GUARDS, "Sluice listens on http.host alone, for all domains"),
    TLS(Effect.READ, ""),
    LOG(Effect.HARMLESS, "Sluice writes one access log for all routes"),
    TRACING(Effect.HARMLESS, "Sluice takes part in no traces"),
    MAP(Effect.HARMLESS, "Sluice has no variables"),
    VARS(Effect.HARMLESS, "Sluice has no variables"),
    FS(Effect.HARMLESS, "Sluice serves no files"),
    ROOT(Effect.HARMLESS, "Sluice serves no files"),
    LOG_APPEND(Effect.HARMLESS, "the fields of the access log are fixed"),
    LOG_SKIP(Effect.HARMLESS, "the access log has all requests"),
    SKIP_LOG(Effect.HARMLESS, "the access log has all requests"),
    LOG_NAME(Effect.HARMLESS, "Sluice writes one access log for all routes"),
    HEADER(Effect.READ, ""),
    COPY_RESPONSE_HEADERS(Effect.HARMLESS, "Sluice passes answers as they are"),
    REQUEST_BODY(Effect.HARMLESS, "a route bounds bodies for all of its paths"),
    REDIR(Effect.READ, ""),
    METHOD(Effect.SHAPES, "Sluice changes no method"),
    REWRITE(Effect.SHAPES, "a route puts a prefix before all of its paths, and rewrites no more"),
    URI(Effect.SHAPES, "a route strips a prefix of all of its paths, and rewrites no more"),
    TRY_FILES(Effect.SHAPES, "Sluice serves no files and passes paths as they are"),
    BASIC_AUTH(Effect.GUARDS, "a route asks all of its visitors, by hashes of bcrypt or Argon2id"),
    BASICAUTH(Effect.GUARDS, "a route asks all of its visitors, by hashes of bcrypt or Argon2id"),
    FORWARD_AUTH(
            Effect.GUARDS,
            "a route asks one service for all of its paths, with the question as it is and fields by their names"),
    REQUEST_HEADER(Effect.READ, ""),
    ENCODE(Effect.HARMLESS, "a route compresses for all of its paths, in zstd, br and gzip, by type and length"),
    PUSH(Effect.HARMLESS, "Sluice pushes nothing"),
    INTERCEPT(Effect.HARMLESS, "Sluice passes answers as they are"),
    TEMPLATES(Effect.HARMLESS, "Sluice passes answers as they are"),
    HANDLE_ERRORS(Effect.HARMLESS, "give routes, pools or all routes error_pages"),
    INVOKE(Effect.READ, ""),
    HANDLE(Effect.READ, ""),
    HANDLE_PATH(Effect.READ, ""),
    ROUTE(Effect.READ, ""),
    ABORT(Effect.ANSWERS, ""),
    ERROR(Effect.ANSWERS, ""),
    COPY_RESPONSE(Effect.HARMLESS, "Sluice passes answers as they are"),
    RESPOND(Effect.ANSWERS, "a route answers some of its paths by itself: single ones, or all below one"),
    METRICS(Effect.ANSWERS, "Sluice's metrics are on the admin address, at /metrics"),
    REVERSE_PROXY(Effect.READ, ""),
    PHP_FASTCGI(Effect.ANSWERS, "Sluice speaks HTTP to applications, not FastCGI"),
    FILE_SERVER(Effect.ANSWERS, "Sluice serves no files"),
    ACME_SERVER(Effect.ANSWERS, "Sluice is no certificate authority for others");

    private static final Map<String, Directive> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(Directive::word, Function.identity()));

    private final Effect effect;
    private final String why;

    Directive(Effect effect, String why) {
        this.effect = effect;
        this.why = why;
    }

    /** Its name in a Caddyfile. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Effect effect() {
        return effect;
    }

    /** Why the document cannot have it; empty for those that are read. */
    String why() {
        return why;
    }

    /** The directive of that name; null if Caddy brings none. */
    static @Nullable Directive of(String word) {
        return BY_WORD.get(word);
    }

    /** Where it acts among others; what Caddy does not bring acts first, as if it were a guard. */
    static int rank(String word) {
        Directive directive = of(word);
        // Both are alternatives of one another, whatever stands first.
        return directive == null ? -1 : (directive == HANDLE_PATH ? HANDLE : directive).ordinal();
    }
}
