package dev.sluice.imports.caddy;

import dev.sluice.core.rule.DomainSyntax;
import dev.sluice.imports.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a site: for which domains it is, and then what it does. */
final class SiteReader {

    private static final String PORT =
            "Sluice serves all domains on http.port and https.port: a site on a port of its own has "
                    + "no counterpart";

    private final CaddyConfig config;
    private final Plan plan;
    private final Redirects redirects;
    private final Findings findings;

    SiteReader(CaddyConfig config, Plan plan, Redirects redirects, Findings findings) {
        this.config = config;
        this.plan = plan;
        this.redirects = redirects;
        this.findings = findings;
    }

    void read(Site site) {
        Map<String, Host> hosts = new LinkedHashMap<>();
        for (SiteAddress address : site.addresses()) {
            Host host = host(site, address);
            if (host != null) {
                hosts.merge(
                        host.domain(),
                        host,
                        (one, two) -> new Host(one.domain(), one.plain() || two.plain(), one.secure() || two.secure()));
            }
        }
        if (hosts.isEmpty()) {
            return;
        }
        LevelReader reader = new LevelReader(plan, redirects, findings);
        boolean any = reader.readSite(site, Scope.of(List.copyOf(hosts.values())));
        if (any) {
            tellOfCertificates(site, hosts);
        }
    }

    private @Nullable Host host(Site site, SiteAddress address) {
        if (!address.path().isEmpty()) {
            findings.leftOut(site.where(), address.text(), "an address of a site has no path");
            return null;
        }
        if (!address.isOnStandardPort(config.ports())) {
            findings.leftOut(site.where(), address.text(), PORT);
            return null;
        }
        boolean plain = address.isPlain(config.ports());
        if (address.host().isEmpty() || address.host().equals("*")) {
            return new Host("", plain || !site.redirects(), !plain);
        }
        String domain = DomainSyntax.normalise(address.host());
        if (domain == null) {
            findings.leftOut(site.where(), address.text(), "a route needs " + DomainSyntax.EXPECTED);
            return null;
        }
        return new Host(domain, plain || !site.redirects(), !plain);
    }

    private void tellOfCertificates(Site site, Map<String, Host> hosts) {
        List<String> names = new ArrayList<>();
        hosts.values().stream()
                .filter(Host::secure)
                .filter(host -> !host.isAny())
                .map(Host::domain)
                .forEach(names::add);
        boolean said = site.steps().stream().anyMatch(step -> step.name().equals("tls"));
        if (!said && !names.isEmpty()) {
            findings.differs(
                    site.where(),
                    String.join(", ", names),
                    "Sluice obtains those of public names where acme.directory is set, and signs private ones (docs/certificates.md)");
        }
    }
}
