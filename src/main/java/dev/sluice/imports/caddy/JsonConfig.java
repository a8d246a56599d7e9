package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import dev.sluice.imports.UnreadableException;
import dev.sluice.imports.caddyfile.Line;
import dev.sluice.imports.json.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes Caddy's JSON into what Caddy is told by it. */
final class JsonConfig {

    private static final Step CERTIFICATES_SAID = new Step("", "tls", Match.ALL, List.of(), List.of(), List.of());

    private static final long MOST = 1_000_000;

    private final Findings findings;
    private final List<Site> sites = new ArrayList<>();
    private Ports ports = Ports.STANDARD;
    private boolean bringsCertificates;

    private JsonConfig(Findings findings) {
        this.findings = findings;
    }

    static CaddyConfig of(JsonNode root, Findings findings) {
        return new JsonConfig(findings).read(root);
    }

    private CaddyConfig read(JsonNode root) {
        JsonNode apps = root.at("apps");
        if (!apps.isObject()) {
            throw new UnreadableException("apps", "missing; expected Caddy's JSON, an object with apps in it");
        }
        JsonNode http = apps.at("http");
        ports = new Ports(port(http.at("http_port"), 80), port(http.at("https_port"), 443));
        certificates(apps.at("tls"));
        JsonNode servers = http.at("servers");
        servers.fields().forEach(name -> server(servers.at(name)));
        http.at("grace_period");
        tell(http);
        tell(apps);
        for (String harmless : List.of("admin", "logging", "storage")) {
            if (!root.at(harmless).isNull()) {
                findings.differs(harmless, harmless, "Sluice has settings of its own for this (docs/settings.md)");
            }
        }
        tell(root);
        return new CaddyConfig(ports, sites);
    }

    private static int port(JsonNode node, int otherwise) {
        Long port = node.number();
        return port == null || port < 1 || port > 65_535 ? otherwise : port.intValue();
    }

    private void certificates(JsonNode tls) {
        JsonNode certificates = tls.at("certificates");
        for (JsonNode file : certificates.at("load_files").items()) {
            findings.differs(
                    file.path(),
                    "tls " + file.at("certificate").text("") + " "
                            + file.at("key").text(""),
                    TlsReader.FILES);
        }
        certificates.at("automate");
        bringsCertificates = !certificates.at("load_files").items().isEmpty()
                || !certificates.unread().isEmpty();
        for (String other : certificates.unread()) {
            findings.differs(
                    certificates.path(), other, "no part of a document: bring certificates by certs (certs/README.md)");
        }
        if (!tls.at("automation").isNull()) {
            findings.differs(tls.path(), "automation", TlsReader.NONE_BY_ITSELF);
        }
        tell(tls);
    }

    private void server(JsonNode server) {
        JsonNode automatic = server.at("automatic_https");
        boolean redirects = !Boolean.TRUE.equals(automatic.at("disable").flag())
                && !Boolean.TRUE.equals(automatic.at("disable_redirects").flag());
        List<Listen> listens = Listen.of(server.at("listen"), ports);
        Handlers handlers = new Handlers(server.at("named_routes"), findings);
        List<Handlers.Matched> routes = new ArrayList<>();
        server.at("routes").items().forEach(route -> routes.addAll(handlers.top(route)));
        List<Step> everywhere = everywhere(server, listens);
        for (String host : hosts(server, routes)) {
            List<Step> steps = new ArrayList<>(everywhere);
            // All that a request for the host passes, in their order: the first may guard the next.
            routes.stream().filter(route -> route.isFor(host)).forEach(route -> steps.addAll(route.steps()));
            sites.add(new Site(server.path(), addresses(host, listens), steps, true, redirects));
        }
        for (String harmless : List.of("errors", "logs", "metrics", "protocols", "strict_sni_host")) {
            if (!server.at(harmless).isNull()) {
                findings.leftOut(server.path(), harmless, "listeners have settings of their own (docs/settings.md)");
            }
        }
        tell(server);
    }

    /** What is said of the server, and so of all of its sites. */
    private List<Step> everywhere(JsonNode server, List<Listen> listens) {
        List<Step> steps = new ArrayList<>();
        if (listens.stream().anyMatch(listen -> !listen.isEverywhere())) {
            steps.add(new Step(server.path() + ".listen", "bind", Match.ALL, List.of(), List.of(), List.of()));
        }
        for (JsonNode policy : server.at("tls_connection_policies").items()) {
            if (!policy.at("client_authentication").isNull()) {
                Line auth = new Line(policy.path(), List.of("client_auth"), null);
                steps.add(new Step(policy.path(), "tls", Match.ALL, List.of(), List.of(auth), List.of()));
            }
        }
        if (bringsCertificates) {
            steps.add(CERTIFICATES_SAID);
        }
        return steps;
    }

    /** Every host that a route is for, the empty one if some are for all. */
    private static Set<String> hosts(JsonNode server, List<Handlers.Matched> routes) {
        Set<String> hosts = new LinkedHashSet<>();
        for (Handlers.Matched route : routes) {
            hosts.addAll(route.hosts().isEmpty() ? List.of("") : route.hosts());
        }
        if ((long) hosts.size() * routes.size() > MOST) {
            throw new UnreadableException(
                    server.path(), hosts.size() + " hosts and " + routes.size() + " routes; expected fewer");
        }
        return hosts;
    }

    private static List<SiteAddress> addresses(String host, List<Listen> listens) {
        List<SiteAddress> addresses = new ArrayList<>();
        for (Listen listen : listens) {
            addresses.add(new SiteAddress(host + ":" + listen.port(), "", host, listen.port(), ""));
        }
        return addresses;
    }

    private void tell(JsonNode node) {
        for (String field : node.unread()) {
            if (!field.startsWith("@")) {
                findings.leftOut(
                        node.path().isEmpty() ? field : node.path(), field, "not a part that the importer reads");
            }
        }
    }
}
