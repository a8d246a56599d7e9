package dev.sluice.imports.caddy;

import dev.sluice.core.rule.DurationText;
import dev.sluice.imports.caddyfile.Line;
import dev.sluice.imports.json.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the {@code reverse_proxy} of Caddy's JSON into the lines that would say the same in a Caddyfile. */
final class JsonProxy {

    private static final Map<String, String> ACTIVE = Map.of(
            "uri", "health_uri",
            "path", "health_uri",
            "port", "health_port",
            "interval", "health_interval",
            "timeout", "health_timeout",
            "expect_status", "health_status",
            "expect_body", "health_body",
            "passes", "health_passes",
            "fails", "health_fails",
            "headers", "health_headers");
    private static final Map<String, String> RETRIES = Map.of(
            "retries", "lb_retries",
            "try_duration", "lb_try_duration",
            "try_interval", "lb_try_interval",
            "retry_match", "lb_retry_match");

    private static final Map<String, String> TLS = Map.of(
            "root_ca_pem_files", "tls_trusted_ca_certs",
            "ca", "tls_trust_pool",
            "client_certificate_file", "tls_client_auth",
            "client_certificate_key_file", "tls_client_auth",
            "client_certificate_automate", "tls_client_auth",
            "handshake_timeout", "tls_timeout");

    private final List<Line> lines = new ArrayList<>();

    private JsonProxy() {}

    static Step step(JsonNode handler) {
        return new JsonProxy().read(handler);
    }

    private Step read(JsonNode handler) {
        List<String> upstreams = new ArrayList<>();
        for (JsonNode upstream : handler.at("upstreams").items()) {
            upstreams.add(upstream.at("dial").text(""));
        }
        balancing(handler.at("load_balancing"));
        probes(handler.at("health_checks"));
        transport(handler.at("transport"));
        for (Line line : Handlers.fields(handler.at("headers").at("request"))) {
            add(line.where(), "header_up", line.words());
        }
        for (Line line : Handlers.fields(handler.at("headers").at("response"))) {
            add(line.where(), "header_down", line.words());
        }
        if (!handler.at("dynamic_upstreams").isNull()) {
            add(handler.path() + ".dynamic_upstreams", "dynamic", List.of());
        }
        for (String field : handler.unread()) {
            add(handler.path() + "." + field, field, List.of());
        }
        return new Step(handler.path(), "reverse_proxy", Match.ALL, upstreams, lines, List.of());
    }

    private void balancing(JsonNode balancing) {
        JsonNode selection = balancing.at("selection_policy");
        if (!selection.isNull()) {
            List<String> words = new ArrayList<>(List.of(selection.at("policy").text("")));
            words.addAll(selection.at("weights").texts());
            add(selection.path(), "lb_policy", words);
        }
        for (String field : balancing.unread()) {
            add(balancing.path() + "." + field, RETRIES.getOrDefault(field, field), List.of());
        }
    }

    private void probes(JsonNode checks) {
        JsonNode active = checks.at("active");
        for (String field : active.fields()) {
            JsonNode value = active.at(field);
            String text = field.equals("interval") ? duration(value) : value.text("");
            add(
                    value.path(),
                    ACTIVE.getOrDefault(field, "health_" + field),
                    text.isEmpty() ? List.of() : List.of(text));
        }
        JsonNode passive = checks.at("passive");
        for (String field : passive.fields()) {
            JsonNode value = passive.at(field);
            add(value.path(), field, field.equals("fail_duration") ? List.of(duration(value)) : value.texts());
        }
    }

    /** Caddy has nanoseconds in its JSON, or a text. */
    private static String duration(JsonNode value) {
        @Nullable Long number = value.number();
        long nanos = number == null ? 0 : number;
        if (nanos <= 0 || nanos % 1_000_000 != 0) {
            return value.text("");
        }
        return DurationText.format(Duration.ofNanos(nanos));
    }

    private void transport(JsonNode transport) {
        if (transport.isNull()) {
            return;
        }
        List<Line> inner = new ArrayList<>();
        String protocol = transport.at("protocol").text("http");
        tls(transport.at("tls"), inner);
        for (String field : transport.unread()) {
            List<String> words = new ArrayList<>(List.of(field.equals("keep_alive") ? "keepalive" : field));
            words.addAll(transport.at(field).texts());
            inner.add(new Line(transport.path() + "." + field, words, null));
        }
        lines.add(new Line(transport.path(), List.of("transport", protocol), inner));
    }

    private static void tls(JsonNode tls, List<Line> lines) {
        if (tls.isNull()) {
            return;
        }
        lines.add(new Line(tls.path(), List.of("tls"), null));
        for (String field : tls.fields()) {
            JsonNode value = tls.at(field);
            List<String> words = new ArrayList<>(List.of(TLS.getOrDefault(field, "tls_" + field)));
            words.addAll(value.texts());
            if (!field.equals("insecure_skip_verify") || Boolean.TRUE.equals(value.flag())) {
                lines.add(new Line(value.path(), words, null));
            }
        }
    }

    private void add(String where, String name, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(name));
        words.addAll(arguments);
        lines.add(new Line(where, words, null));
    }
}
