package dev.sluice;

import dev.sluice.core.failover.ProbeTiming;
import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.HopCredentials;
import dev.sluice.proxy.Hops;
import dev.sluice.proxy.hop.UpstreamTls;
import dev.sluice.tls.InternalAuthority;
import dev.sluice.watchdog.ProbeCredentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what agents know us by in step with the desired state, for requests to them and for probes. */
final class HopsInStep implements HopCredentials, ProbeCredentials {

    private static final Logger LOG = LoggerFactory.getLogger(HopsInStep.class);

    private final InternalAuthority authority;
    private final UpstreamTls probing = new UpstreamTls(Hops.to(this), ProbeTiming.GIVE_UP);
    private volatile Agents seen = Agents.NONE;

    HopsInStep(InternalAuthority authority) {
        this.authority = authority;
    }

    /** A state was published; nothing is done if its agents are those from before. Control loop. */
    void published(Desired desired) {
        if (desired.agents() == seen) {
            return; // a change keeps the object of what it does not touch
        }
        seen = desired.agents();
        authority.keep(seen).whenComplete((v, failure) -> {
            if (failure != null) {
                LOG.error("The pairings of revision {} are not at hand", desired.revision(), failure);
            }
        });
    }

    @Override
    public @Nullable InternalIdentity identity() {
        return authority.identity();
    }

    @Override
    public @Nullable String secret(long peerId) {
        return authority.gatewayAuth(peerId);
    }

    /** A probe whose credentials are not at hand goes without, and is refused as requests would be. */
    @Override
    public @Nullable Shown of(Peer peer) {
        Pairing pairing = seen.pairings().get(peer.id());
        if (pairing == null) {
            return withoutAgent(peer);
        }
        String name = InternalIdentity.nameOf(peer.id());
        if (pairing.hop() == Hop.SECRET) {
            return new Shown(null, name, secret(peer.id()));
        }
        return identity() == null ? null : new Shown(probing.options(peer.id(), pairing.fingerprint()), name, null);
    }

    private @Nullable Shown withoutAgent(Peer peer) {
        PeerTls tls = peer.probeTls();
        if (tls == null) {
            return null;
        }
        String name = tls.serverName() == null ? peer.host() : tls.serverName();
        return new Shown(probing.options(tls, peer.probeProtocol() == PeerProtocol.H2), name, null);
    }
}
