package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import dev.sluice.imports.caddyfile.Caddyfile;
import dev.sluice.imports.caddyfile.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a Caddyfile into what Caddy is told by it. */
final class CaddyfileConfig {

    /** The step that stands for the global option in every site. */
    static final String DEFAULT_BIND = "default_bind";

    private final Caddyfile file;
    private final Findings findings;
    private final List<Step> everywhere = new ArrayList<>();
    private Ports ports = Ports.STANDARD;
    private boolean redirects = true;

    private CaddyfileConfig(Caddyfile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    static CaddyConfig of(Caddyfile file, Findings findings) {
        return new CaddyfileConfig(file, findings).read();
    }

    private CaddyConfig read() {
        file.options().forEach(this::option);
        Steps steps = new Steps(file.namedRoutes(), findings);
        List<Site> sites = new ArrayList<>();
        for (Caddyfile.SiteBlock block : file.sites()) {
            List<Step> all = new ArrayList<>(everywhere);
            all.addAll(steps.of(block.lines()));
            sites.add(new Site(block.where(), addresses(block), all, false, redirects));
        }
        return new CaddyConfig(ports, sites);
    }

    private List<SiteAddress> addresses(Caddyfile.SiteBlock block) {
        List<SiteAddress> addresses = new ArrayList<>();
        for (String text : block.addresses()) {
            SiteAddress address = SiteAddress.parse(text);
            if (address == null) {
                findings.leftOut(block.where(), text, "not an address of a site");
            } else {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private void option(Line line) {
        GlobalOption option = GlobalOption.of(line.name());
        if (option == null) {
            findings.leftOut(line.where(), "option " + line.name(), "not an option that Caddy brings");
            return;
        }
        String first = line.arguments().isEmpty() ? "" : line.arguments().get(0);
        switch (option) {
            case HTTP_PORT -> ports = new Ports(port(first, ports.http()), ports.https());
            case HTTPS_PORT -> ports = new Ports(ports.http(), port(first, ports.https()));
            case AUTO_HTTPS -> redirects &= !Set.of("off", "disable_redirects").contains(first);
            case DEFAULT_BIND ->
                everywhere.add(new Step(line.where(), DEFAULT_BIND, Match.ALL, List.of(), List.of(), List.of()));
            default -> {
                // Only told.
            }
        }
        if (option.isHarmless()) {
            findings.differs(line.where(), "option " + option.word(), option.sentence());
        } else {
            findings.leftOut(line.where(), "option " + option.word(), option.sentence());
        }
    }

    private static int port(String text, int otherwise) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : otherwise;
    }
}
