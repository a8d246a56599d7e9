package dev.sluice.imports.caddy;

import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.rule.HostSyntax;
import dev.sluice.imports.Findings;
import dev.sluice.imports.caddyfile.Line;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads how a {@code reverse_proxy} reaches its upstreams. */
final class TransportReader {

    private final Findings findings;
    private String fault = "";
    private PeerProtocol protocol = PeerProtocol.HTTP1;
    private boolean tls;
    private boolean anyCertificate;
    private @Nullable String serverName;
    private @Nullable Line head;

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

    /** How TLS is spoken; null if that was not said. */
    @Nullable
    PeerTls tls() {
        return tls ? tlsAtLeast() : null;
    }

    /** The same where the upstreams say that it is. */
    PeerTls tlsAtLeast() {
        LanTls.Kind kind = anyCertificate ? LanTls.Kind.ANY : LanTls.Kind.VERIFY;
        return new PeerTls(new LanTls(kind, null), serverName, null);
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
        if (line.name().equals("tls") || line.name().startsWith("tls_")) {
            tls(line, subject);
            return;
        }
        switch (line.name()) {
            case "versions" -> versions(line, subject);
            case "proxy_protocol" ->
                fault = "Sluice tells applications of the client by header fields, not by PROXY protocol";
            case "forward_proxy_url", "network_proxy" -> fault = "Sluice reaches peers without another proxy between";
            case "response_header_timeout" -> headTimeout(line, subject);
            case "compression",
                    "keepalive",
                    "keepalive_interval",
                    "keepalive_idle_conns",
                    "keepalive_idle_conns_per_host",
                    "max_conns_per_host",
                    "dial_timeout",
                    "dial_fallback_delay",
                    "expect_continue_timeout",
                    "read_timeout",
                    "write_timeout",
                    "read_buffer",
                    "write_buffer",
                    "max_response_header",
                    "resolvers",
                    "local_address" ->
                findings.leftOut(
                        line.where(),
                        subject,
                        "limits are the same for all peers (docs/settings.md), but those of a route's upstream and a peer's capacity");
            default -> fault = "transport http " + line.name() + " is unknown";
        }
    }

    private void headTimeout(Line line, String subject) {
        Duration time = line.arguments().isEmpty()
                ? null
                : DurationText.parse(line.arguments().get(0));
        if (time == null) {
            findings.leftOut(line.where(), subject, "expected a duration such as 250ms, 5s or 5m");
        } else {
            head = line;
        }
    }

    /** The features with the limits that were said. */
    Features limits(Features features) {
        Line said = head;
        if (said == null) {
            return features;
        }
        String time = said.arguments().get(0);
        String subject = "transport http " + said.name();
        Features more = features.with(
                Told.taken(said.where(), subject, "upstream.response_head_timeout " + time),
                "upstream",
                terms -> terms.put("response_head_timeout", time));
        if (more == null) {
            findings.leftOut(said.where(), subject, "a route waits for an answer from 1ms to 24h");
        }
        return more == null ? features : more;
    }

    private void versions(Line line, String subject) {
        if (line.arguments().contains("h2c")) {
            protocol = PeerProtocol.H2C;
            findings.taken(line.where(), subject, "protocol h2c");
        } else {
            findings.differs(line.where(), subject, "peers are spoken to in HTTP/1.1 unless protocol is h2c or h2");
        }
    }

    private void tls(Line line, String subject) {
        tls = true;
        switch (line.name()) {
            case "tls" -> findings.taken(line.where(), subject, "tls verify");
            case "tls_insecure_skip_verify" -> {
                anyCertificate = true;
                findings.taken(line.where(), subject, "tls any");
            }
            case "tls_server_name" -> serverName(line, subject);
            case "tls_trusted_ca_certs", "tls_trust_pool" ->
                findings.differs(
                        line.where(),
                        subject,
                        "whoever Java trusts vouches for the certificate: put the authority's PEM into the peer's tls_ca"
                                + " (docs/upstreams.md)");
            case "tls_client_auth" -> fault = "Sluice shows applications no certificate of its own";
            case "tls_except_ports" -> fault = "TLS that depends on the port";
            case "tls_renegotiation", "tls_timeout", "tls_curves" ->
                findings.leftOut(line.where(), subject, "TLS is as good as both sides can");
            default -> fault = "transport http " + line.name() + " is unknown";
        }
    }

    private void serverName(Line line, String subject) {
        String name = line.arguments().isEmpty() ? "" : line.arguments().get(0);
        if (HostSyntax.isHost(name)) {
            serverName = name;
            findings.taken(line.where(), subject, "tls_server_name " + name);
        } else {
            fault = "a tls_server_name that is not one fixed name";
        }
    }
}
