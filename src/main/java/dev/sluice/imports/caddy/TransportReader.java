package dev.sluice.imports.caddy;

import dev.sluice.core.model.PeerProtocol;
import dev.sluice.imports.Findings;
import dev.sluice.imports.caddyfile.Line;
import java.util.Set;

/** Reads how a {@code reverse_proxy} reaches its upstreams. */
final class TransportReader {

    private static final Set<String> TLS = Set.of(
            "tls",
            "tls_insecure_skip_verify",
            "tls_client_auth",
            "tls_trusted_ca_certs",
            "tls_trust_pool",
            "tls_server_name",
            "tls_renegotiation",
            "tls_timeout",
            "tls_curves",
            "tls_except_ports");

    private final Findings findings;
    private String fault = "";
    private PeerProtocol protocol = PeerProtocol.HTTP1;

    TransportReader(Findings findings) {
        this.findings = findings;
    }

    /** Why there can be no peer; empty if there can. */
    String fault() {
        return fault;
    }

    PeerProtocol protocol() {
        return protocol;
    }

    void read(Line transport) {
        String kind =
                transport.arguments().isEmpty() ? "" : transport.arguments().get(0);
        if (!kind.equals("http")) {
            fault = kind.equals("fastcgi") ? "Sluice speaks HTTP to applications, not FastCGI" : "transport " + kind;
            return;
        }
        transport.lines().forEach(this::line);
    }

    private void line(Line line) {
        String subject = "transport http " + line.name();
        if (TLS.contains(line.name())) {
            fault = UPSTREAM_TLS;
            return;
        }
        switch (line.name()) {
            case "versions" -> versions(line, subject);
            case "proxy_protocol" ->
                fault = "Sluice tells applications of the client by header fields, not by PROXY protocol";
            case "forward_proxy_url", "network_proxy" -> fault = "Sluice reaches peers without another proxy between";
            case "compression",
                    "keepalive",
                    "keepalive_interval",
                    "keepalive_idle_conns",
                    "keepalive_idle_conns_per_host",
                    "max_conns_per_host",
                    "dial_timeout",
                    "dial_fallback_delay",
                    "response_header_timeout",
                    "expect_continue_timeout",
                    "read_timeout",
                    "write_timeout",
                    "read_buffer",
                    "write_buffer",
                    "max_response_header",
                    "resolvers",
                    "local_address" ->
                findings.leftOut(line.where(), subject, "limits are the same for all peers (docs/settings.md)");
            default -> fault = "transport http " + line.name() + " is unknown";
        }
    }

    private void versions(Line line, String subject) {
        if (line.arguments().contains("h2c")) {
            protocol = PeerProtocol.H2C;
            findings.taken(line.where(), subject, "protocol h2c");
        } else {
            findings.differs(line.where(), subject, "peers are spoken to in HTTP/1.1, or in HTTP/2 without TLS (h2c)");
        }
    }

    /** Why an upstream in TLS is no peer. */
    static final String UPSTREAM_TLS =
            "Sluice speaks TLS to an application only by an agent near it (target_lan_tls, docs/agents.md)";
}
