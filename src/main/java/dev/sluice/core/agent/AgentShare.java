package dev.sluice.core.agent;

import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Peer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What one agent is told, while it is put together: in the order of the routes' ids. One thread. */
final class AgentShare {

    /** The form of what is hashed; to be raised when a field is added, so that agents fetch it. */
    private static final String FORM = "sluice-agent-config 2";

    private final Peer peer;
    private final Hop hop;
    private final List<AgentRoute> routes = new ArrayList<>();
    private final List<AgentL4Route> l4Routes = new ArrayList<>();
    private final MessageDigest etag = Contents.sha256();

    AgentShare(Peer peer, Hop hop) {
        this.peer = peer;
        this.hop = hop;
        etag.update(Contents.of(FORM, peer.id(), peer.name(), hop.wire()));
    }

    long peerId() {
        return peer.id();
    }

    void add(Telling told) {
        if (told.route() != null) {
            routes.add(told.route());
        }
        if (told.l4Route() != null) {
            l4Routes.add(told.l4Route());
        }
        etag.update(told.contents());
    }

    /** All of it; nothing is added any more. */
    AgentConfig whole() {
        return new AgentConfig(
                peer.id(), peer.name(), hop, routes, l4Routes, HexFormat.of().formatHex(etag.digest()));
    }
}
