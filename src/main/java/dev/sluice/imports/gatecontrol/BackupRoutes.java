package dev.sluice.imports.gatecontrol;

import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Site;
import dev.sluice.core.rule.DomainSyntax;
import dev.sluice.core.rule.HostSyntax;
import dev.sluice.imports.Findings;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.draft.DraftRoute;
import dev.sluice.imports.json.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The routes of a backup. */
final class BackupRoutes {

    private static final int LONGEST_DESCRIPTION = 255;
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    private final BackupPeers peers;
    private final RouteAuthentication authentication;
    private final Draft draft;
    private final Findings findings;

    BackupRoutes(BackupPeers peers, RouteAuthentication authentication, Draft draft, Findings findings) {
        this.peers = peers;
        this.authentication = authentication;
        this.draft = draft;
        this.findings = findings;
    }

    /** Where a route goes: a kind, a name, and what is behind it. */
    private record Goal(
            DraftRoute.Kind kind, String name, @Nullable LanHost lan) {}

    void read(JsonNode route) {
        boolean l4 = route.at("route_type").text("http").equals("l4");
        String text = route.at("domain").text("");
        String subject = "route " + (text.isEmpty() ? route.at("l4_listen_port").text("?") : text);
        String domain = text.isEmpty() && l4 ? "" : DomainSyntax.normalise(text);
        if (domain == null) {
            findings.leftOut(route.path(), subject, "a route needs " + DomainSyntax.EXPECTED);
            return;
        }
        L4Listener listener = l4 ? listener(route, subject) : null;
        if (l4 && listener == null) {
            return;
        }
        Goal goal = goal(route, subject);
        if (goal == null) {
            return;
        }
        DraftRoute made = made(route, domain, goal, listener);
        List<String> off = off(route, domain, subject);
        String to = (goal.kind() == DraftRoute.Kind.GATEWAY ? "gateway " : "peer ")
                + goal.name()
                + (goal.lan() == null ? "" : ", to " + goal.lan());
        if (!off.isEmpty()) {
            made = made.off("Off: without " + String.join(", ", off));
        }
        if (!draft.route(made)) {
            findings.leftOut(route.path(), subject, "an earlier route has the same domain or port");
        } else if (off.isEmpty()) {
            findings.taken(route.path(), subject, to);
        } else {
            findings.off(
                    route.path(),
                    subject,
                    to + ", without " + String.join(", ", off) + ": set enabled to true once that is right");
        }
    }

    private @Nullable L4Listener listener(JsonNode route, String subject) {
        Long port = route.at("l4_listen_port").number();
        String protocol = route.at("l4_protocol").text(L4Listener.TCP);
        String mode = route.at("l4_tls_mode").text("none").toUpperCase(Locale.ROOT);
        boolean known =
                Arrays.stream(L4TlsMode.values()).anyMatch(each -> each.name().equals(mode));
        if (!protocol.equals(L4Listener.TCP)) {
            findings.leftOut(route.path(), subject, "l4_protocol is " + protocol + ", and TCP routes carry TCP");
            return null;
        }
        if (port == null || port < 1 || port > 65_535 || !known) {
            findings.leftOut(
                    route.path(),
                    subject,
                    "a TCP route has one l4_listen_port, and l4_tls_mode none, passthrough or terminate");
            return null;
        }
        return new L4Listener(L4Listener.TCP, port.intValue(), L4TlsMode.valueOf(mode));
    }

    private @Nullable Goal goal(JsonNode route, String subject) {
        if (route.at("target_kind").text("peer").equals("gateway")) {
            return gateway(route, subject);
        }
        Long port = route.at("target_port").number();
        String name = route.at("peer_name").text("");
        String host = name.isEmpty() ? route.at("target_ip").text("") : peers.host(name);
        if (host == null || !HostSyntax.isHost(host) || port == null || port < 1 || port > 65_535) {
            findings.leftOut(route.path(), subject, "no target that can be dialled");
            return null;
        }
        if (Boolean.TRUE.equals(route.at("backend_https").flag())) {
            findings.leftOut(
                    route.path(),
                    subject,
                    "backend_https: Sluice speaks TLS to an application only by an agent near it (target_lan_tls, docs/agents.md)");
            return null;
        }
        if (!route.at("backends").text("[]").matches("\\[]|")) {
            findings.leftOut(
                    route.path(),
                    subject + " backends",
                    "the backup has only the numbers of its peers; the first is taken");
        }
        return new Goal(DraftRoute.Kind.PEER, peers.regular(name, host, port.intValue()), null);
    }

    private @Nullable Goal gateway(JsonNode route, String subject) {
        if (!route.at("target_pool_id").isNull()) {
            findings.leftOut(
                    route.path(),
                    subject,
                    "goes to pool " + route.at("target_pool_id").text("?")
                            + ", and backups of GateControl have no pools in them: make the pool, then the route");
            return null;
        }
        String name = route.at("target_peer_name").text("");
        String gateway = peers.gateway(name);
        if (gateway == null) {
            findings.leftOut(route.path(), subject, "the backup has no gateway " + (name.isEmpty() ? "for it" : name));
            return null;
        }
        if (!route.at("original_peer_id").isNull()) {
            findings.leftOut(
                    route.path(),
                    subject + " original_peer_id",
                    "it was in failover, and the backup has only its home's number: pinned to " + gateway
                            + ", which served it");
        }
        String host = route.at("target_lan_host").text("");
        Long port = route.at("target_lan_port").number();
        boolean sound = HostSyntax.isHost(host) && port != null && port >= 1 && port <= 65_535;
        if (!sound && !host.isEmpty()) {
            findings.leftOut(route.path(), subject, "target_lan_host and target_lan_port are not a host and a port");
            return null;
        }
        return new Goal(
                DraftRoute.Kind.GATEWAY, gateway, sound && port != null ? new LanHost(host, port.intValue()) : null);
    }

    private DraftRoute made(JsonNode route, String domain, Goal goal, @Nullable L4Listener listener) {
        boolean behind = goal.lan() != null && listener == null;
        boolean tls = behind && Boolean.TRUE.equals(route.at("backend_https").flag());
        String mac = route.at("wol_mac").text("").toLowerCase(Locale.ROOT).replace('-', ':');
        boolean wakes = goal.lan() != null
                && Boolean.TRUE.equals(route.at("wol_enabled").flag())
                && MAC.matcher(mac).matches();
        boolean plain = listener == null
                && Boolean.FALSE.equals(route.at("https_enabled").flag());
        String description = route.at("description").text("");
        return new DraftRoute(
                domain,
                "/",
                description.length() > LONGEST_DESCRIPTION
                        ? description.substring(0, LONGEST_DESCRIPTION)
                        : description,
                !Boolean.FALSE.equals(route.at("enabled").flag()),
                goal.kind(),
                goal.name(),
                goal.lan(),
                // GateControl looks at no certificate of a LAN host.
                tls ? new LanTls(LanTls.Kind.ANY, null) : null,
                wakes ? mac : null,
                null,
                !plain,
                null,
                null,
                Site.PLAIN,
                listener);
    }

    /** What was left out that keeps someone out. */
    private List<String> off(JsonNode route, String domain, String subject) {
        List<String> off = new ArrayList<>();
        for (Feature feature : Feature.of(route)) {
            findings.leftOut(route.path(), subject + " " + feature.words(), feature.why());
            if (feature.guards()) {
                off.add(feature.words());
            }
        }
        if (!route.at("acl_peer_names").items().isEmpty() && !off.contains("acl")) {
            off.add("acl");
        }
        if (authentication.guards(route.at("domain").text(""))) {
            findings.leftOut(route.path(), subject + " route_auth", "Sluice asks nobody to log in");
            off.add("route_auth");
        }
        if (Boolean.FALSE.equals(route.at("external_enabled").flag())) {
            findings.leftOut(
                    route.path(),
                    subject + " external_enabled",
                    "it is for the VPN alone, and Sluice lets in all addresses");
            off.add("the limit to the VPN");
        }
        if (!route.at("custom_headers").text("").isEmpty() && !domain.isEmpty()) {
            findings.leftOut(route.path(), subject + " custom_headers", "Sluice sets no fields of its own choice");
        }
        return off;
    }
}
