package dev.sluice.imports.caddy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines that a {@code reverse_proxy} block may have, and what the importer makes of each. */
public enum ProxyOption {
    TO(Effect.READ, ""),
    DYNAMIC(Effect.READ, "peers have a fixed address"),
    LB_POLICY(Effect.READ, ""),
    LB_RETRIES(Effect.HARMLESS, "a failed dial goes to the next member by itself"),
    LB_TRY_DURATION(Effect.HARMLESS, "a failed dial goes to the next member by itself"),
    LB_TRY_INTERVAL(Effect.HARMLESS, "a failed dial goes to the next member by itself"),
    LB_RETRY_MATCH(Effect.HARMLESS, "only requests that cannot do harm are sent twice"),
    HEALTH_URI(Effect.READ, ""),
    HEALTH_PATH(Effect.READ, ""),
    HEALTH_PORT(Effect.READ, ""),
    HEALTH_INTERVAL(Effect.READ, ""),
    HEALTH_PASSES(Effect.READ, ""),
    HEALTH_FAILS(Effect.READ, ""),
    HEALTH_STATUS(Effect.READ, ""),
    HEALTH_UPSTREAM(Effect.HARMLESS, "a peer is asked at its own host"),
    HEALTH_METHOD(Effect.HARMLESS, "probes are GETs"),
    HEALTH_TIMEOUT(Effect.HARMLESS, "a probe's timeout follows from how fast the peer usually answers"),
    HEALTH_BODY(Effect.HARMLESS, "a probe looks at the status alone"),
    HEALTH_REQUEST_BODY(Effect.HARMLESS, "a probe has no body"),
    HEALTH_HEADERS(Effect.HARMLESS, "a probe has fixed headers"),
    HEALTH_FOLLOW_REDIRECTS(Effect.HARMLESS, "a redirect is an answer, and a success unless a status is expected"),
    FAIL_DURATION(Effect.READ, ""),
    MAX_FAILS(Effect.READ, ""),
    UNHEALTHY_STATUS(Effect.READ, ""),
    UNHEALTHY_LATENCY(Effect.HARMLESS, "an application's slowness says nothing of its peer"),
    UNHEALTHY_REQUEST_COUNT(Effect.HARMLESS, "set the peer's capacity (docs/upstreams.md)"),
    FLUSH_INTERVAL(Effect.READ, ""),
    REQUEST_BUFFERS(Effect.HARMLESS, "nothing is buffered whole"),
    RESPONSE_BUFFERS(Effect.HARMLESS, "nothing is buffered whole"),
    BUFFER_REQUESTS(Effect.HARMLESS, "nothing is buffered whole"),
    BUFFER_RESPONSES(Effect.HARMLESS, "nothing is buffered whole"),
    MAX_BUFFER_SIZE(Effect.HARMLESS, "nothing is buffered whole"),
    VERBOSE_LOGS(Effect.HARMLESS, "logs are set with log.level"),
    STREAM_TIMEOUT(Effect.HARMLESS, "set proxy.tunnel-idle-timeout for all tunnels"),
    STREAM_CLOSE_DELAY(Effect.READ, ""),
    TRUSTED_PROXIES(Effect.HARMLESS, "set trusted-proxies for all routes"),
    HEADER_UP(Effect.READ, ""),
    HEADER_DOWN(Effect.READ, ""),
    METHOD(Effect.SHAPES, "Sluice changes no method"),
    REWRITE(Effect.SHAPES, "write rewrite or uri before the proxy, which a route may have a counterpart for"),
    TRANSPORT(Effect.READ, ""),
    HANDLE_RESPONSE(
            Effect.READ, "what asks another service whom to let in is to be access.forward_auth (docs/access.md)"),
    REPLACE_STATUS(Effect.HARMLESS, "Sluice passes answers as they are");

    private static final Map<String, ProxyOption> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(ProxyOption::word, Function.identity()));

    private final Effect effect;
    private final String why;

    ProxyOption(Effect effect, String why) {
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

    String why() {
        return why;
    }

    static @Nullable ProxyOption of(String word) {
        return BY_WORD.get(word);
    }
}
