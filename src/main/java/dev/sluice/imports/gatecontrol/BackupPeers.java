package dev.sluice.imports.gatecontrol;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Probe;
import dev.sluice.core.rule.HostSyntax;
import dev.sluice.imports.Findings;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.draft.DraftPeer;
import dev.sluice.imports.json.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The peers of a backup: gateways become peers at once, others when a route goes to them. */
final class BackupPeers {

    private static final int PROXY_PORT = 8080;
    private static final int LONGEST_DESCRIPTION = 255;

    /** What the backup says of a peer. */
    private record Known(
            String where, String name, String host, boolean gateway, boolean enabled, String description) {}

    private final Draft draft;
    private final Findings findings;
    private final Map<String, Known> byName = new LinkedHashMap<>();
    private final Map<String, String> gateways = new HashMap<>();

    BackupPeers(JsonNode data, Draft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
        Map<String, JsonNode> metas = new HashMap<>();
        data.at("gateway_meta")
                .items()
                .forEach(meta -> metas.put(meta.at("peer_name").text(""), meta));
        data.at("peers").items().forEach(peer -> read(peer, metas));
    }

    private void read(JsonNode peer, Map<String, JsonNode> metas) {
        String name = peer.at("name").text("");
        String description = peer.at("description").text("");
        Known known = new Known(
                peer.path(),
                name,
                peer.at("allowed_ips").text("").split(",")[0].strip().replaceFirst("/\\d+$", ""),
                peer.at("peer_type").text("regular").equals("gateway"),
                !Boolean.FALSE.equals(peer.at("enabled").flag()),
                description.length() > LONGEST_DESCRIPTION
                        ? description.substring(0, LONGEST_DESCRIPTION)
                        : description);
        if (!HostSyntax.isHost(known.host())) {
            findings.leftOut(peer.path(), "peer " + name, "no tunnel address that can be dialled");
            return;
        }
        byName.put(name, known);
        if (known.gateway()) {
            gateway(known, metas.get(name));
        }
    }

    private void gateway(Known known, @Nullable JsonNode meta) {
        int proxyPort = port(meta, "proxy_port", PROXY_PORT);
        int apiPort = port(meta, "api_port", Peer.DEFAULT_API_PORT);
        String lan = meta == null ? null : meta.at("lan_ip").text();
        DraftPeer peer = new DraftPeer(
                PeerType.GATEWAY,
                known.host(),
                proxyPort,
                null,
                apiPort,
                lan != null && HostSyntax.isHost(lan) ? lan : null,
                1,
                known.enabled(),
                PeerProtocol.HTTP1,
                null,
                Probe.DEFAULT,
                known.description());
        String name = draft.peer(known.name(), peer);
        gateways.put(known.name(), name);
        findings.taken(
                known.where(), "gateway " + known.name(), "peer " + name + ", at " + known.host() + ":" + proxyPort);
    }

    private static int port(@Nullable JsonNode meta, String field, int otherwise) {
        Long port = meta == null ? null : meta.at(field).number();
        return port == null || port < 1 || port > 65_535 ? otherwise : port.intValue();
    }

    /** The name of the gateway in the document; null if the backup has none of that name. */
    @Nullable
    String gateway(String name) {
        return gateways.get(name);
    }

    /** The tunnel address of a peer; null if the backup has no peer of that name. */
    @Nullable
    String host(String name) {
        Known known = byName.get(name);
        return known == null ? null : known.host();
    }

    /** The name in the document of an application at that place. */
    String regular(String name, String host, int port) {
        DraftPeer peer = DraftPeer.regular(host, port, PeerProtocol.HTTP1, null, Probe.DEFAULT);
        return name.isEmpty() ? draft.peer(peer) : draft.peer(name + " " + port, peer);
    }
}
