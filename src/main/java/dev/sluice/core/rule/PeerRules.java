package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import org.jspecify.annotations.Nullable;

/** What a peer may be. */
public final class PeerRules {

    private final ForbiddenTargets forbidden;

    public PeerRules(ForbiddenTargets forbidden) {
        this.forbidden = forbidden;
    }

    /** Tells everything that is wrong with the peer in this state. */
    public void check(Peer peer, Desired desired, Problems problems) {
        Limits.name(peer.name(), problems);
        Limits.description(peer.description(), problems);
        Limits.host("host", peer.host(), problems);
        Limits.port("proxy_port", peer.proxyPort(), problems);
        Limits.port("port", peer.port(), problems);
        Limits.port("api_port", peer.apiPort(), problems);
        Limits.between("weight", peer.weight(), 1, 1000, problems);
        if (peer.type() == PeerType.REGULAR && peer.port() == null) {
            problems.add("port", null, "the port of the application, since peer_type is regular");
        }
        if (peer.lanAddress() != null) {
            Limits.host("lan_address", peer.lanAddress(), problems);
        }
        checkTls(peer, problems);
        if (peer.capacity() != null) {
            PeerCapacityFields.check(peer.capacity(), problems);
        }
        check(peer.probe(), problems);
        checkTargets(peer, problems);
        checkUse(peer, desired, problems);
    }

    private static void checkTls(Peer peer, Problems problems) {
        PeerTls tls = peer.tls();
        if (tls != null && tls.serverName() != null) {
            Limits.host("tls_server_name", tls.serverName(), problems);
        }
        if (tls != null && peer.protocol() == PeerProtocol.H2C) {
            problems.add(
                    "protocol",
                    "h2c",
                    "http1 or h2, since tls is " + tls.trust().wire());
        }
        if (tls == null && peer.protocol() == PeerProtocol.H2) {
            problems.add("protocol", "h2", "http1 or h2c, since tls is null");
        }
    }

    private static void check(Probe probe, Problems problems) {
        Limits.port("probe.port", probe.port(), problems);
        if (PathSyntax.normalise(probe.path().split("\\?", 2)[0]) == null || !isPrintable(probe.path())) {
            problems.add(
                    "probe.path",
                    probe.path(),
                    PathSyntax.EXPECTED.replace("without query, fragment,", "without fragment,"));
        }
        if (probe.expectStatus() != null) {
            Limits.between("probe.expect_status", probe.expectStatus(), 100, 599, problems);
        }
        Limits.interval("probe.interval", probe.interval(), problems);
        Limits.between("probe.fall", probe.fall(), 1, 100, problems);
        Limits.between("probe.rise", probe.rise(), 1, 100, problems);
    }

    private static boolean isPrintable(String path) {
        return path.indexOf('#') < 0 && path.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private void checkTargets(Peer peer, Problems problems) {
        if (problems.has("host")) {
            return;
        }
        String host = forbidden.why(peer.host());
        if (host != null) {
            problems.add(RejectionCode.TARGET_FORBIDDEN, "host", peer.host(), host);
            return;
        }
        if (peer.type() == PeerType.GATEWAY) {
            checkPort("proxy_port", peer, peer.proxyPort(), problems);
            checkPort("api_port", peer, peer.apiPort(), problems);
        } else {
            checkPort("port", peer, peer.port(), problems);
        }
        checkPort("probe.port", peer, peer.probe().port(), problems);
        String lan = peer.lanAddress() == null ? null : forbidden.why(peer.lanAddress());
        if (lan != null) {
            problems.add(RejectionCode.TARGET_FORBIDDEN, "lan_address", peer.lanAddress(), lan);
        }
    }

    private void checkPort(String path, Peer peer, @Nullable Integer port, Problems problems) {
        String why = port == null ? null : forbidden.why(peer.host(), port);
        if (why != null) {
            problems.add(RejectionCode.TARGET_FORBIDDEN, path, peer.host() + ":" + port, why);
        }
    }

    /** A peer that is used as what it is stays what it is. */
    private static void checkUse(Peer peer, Desired desired, Problems problems) {
        if (peer.type() != PeerType.GATEWAY && desired.pairings().containsKey(peer.id())) {
            problems.add("peer_type", "regular", "gateway, since an agent is paired with it");
        }
        if (peer.probe().kind() == ProbeKind.HEARTBEAT && !desired.pairings().containsKey(peer.id())) {
            problems.add("probe.kind", "heartbeat", "http or tcp, since no agent is paired with it");
        }
        for (Pool pool : desired.pools().values()) {
            if (peer.type() != PeerType.GATEWAY && pool.has(peer.id())) {
                problems.add("peer_type", "regular", "gateway, since it is a member of pool " + pool.name());
            }
        }
        for (Route route : desired.routes().values()) {
            boolean misfit = route.target().homeId() == peer.id()
                    && (route.target() instanceof Target.Gateway) != (peer.type() == PeerType.GATEWAY);
            if (misfit) {
                String needed = route.target() instanceof Target.Gateway ? "gateway" : "regular";
                problems.add(
                        "peer_type", peer.type().wire(), needed + ", since route " + route.label() + " goes there");
            }
        }
    }
}
