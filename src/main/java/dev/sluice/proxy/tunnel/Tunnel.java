package dev.sluice.proxy.tunnel;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.proxy.http.Wheel;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection and an upstream's, joined byte for byte with back-pressure and half-close both ways. Put on the
 * client's channel at once when it is accepted, so that nothing it sends or ends early is missed; joined when an upstream
 * is reached. Everything happens on the one event loop of both channels.
 */
public final class Tunnel extends Wheel.Entry {

    /** Who opened a tunnel. Event loop. */
    @FunctionalInterface
    public interface Owner {

        /** The tunnel is over, told exactly once; whoever was dialling for it stops. */
        void ended(Tunnel tunnel, Ending ending);
    }

    private static final long LAST_CALL_NANOS = 200_000_000L;

    private final Tunnels home;
    private final Owner owner;
    private final TunnelEnd client;
    private @Nullable TunnelEnd upstream;
    private @Nullable PeerVitals peer;
    private @Nullable Ending ending;
    private boolean halfClosed;
    private boolean peerDown;
    private boolean lastCall;
    private long movedNanos = System.nanoTime();
    /** Among whose tunnels it is, and where there: kept by them. */
    TunnelGroup group;

    int place;

    private Tunnel(Tunnels home, TunnelGroup group, Owner owner, Channel client) {
        this.home = home;
        this.group = group;
        this.owner = owner;
        this.client = new TunnelEnd(this, client);
    }

    /**
     * Takes over a client's channel: from now on nothing is read from it but what was under way, until {@link #join}. The
     * handlers in front of the one named {@code handler} (that of Vert.x) stay; what they decode goes through the tunnel.
     */
    public static Tunnel install(Tunnels home, Channel client, Owner owner) {
        Tunnel tunnel = new Tunnel(home, home.unjoined(), owner, client);
        home.enter(tunnel, tunnel.group);
        tunnel.client.install();
        TlsHalfClosure.watch(client);
        return tunnel;
    }

    /** The same with the channel bare: all other handlers but TLS go, and what they held back goes through the tunnel. */
    public static Tunnel installBare(Tunnels home, Channel client, Owner owner) {
        Tunnel tunnel = new Tunnel(home, home.unjoined(), owner, client);
        home.enter(tunnel, tunnel.group);
        tunnel.client.install();
        tunnel.client.strip();
        TlsHalfClosure.watch(client);
        return tunnel;
    }

    /**
     * Joins the upstream's fresh channel. The caller has {@linkplain PeerVitals#acquire() acquired} the peer; the tunnel
     * releases it when it is over, at once if it already is.
     */
    public void join(Channel channel, long routeId, PeerVitals reached) {
        join(channel, routeId, reached, false);
    }

    /** The same with the channel bare, as in {@link #installBare}. */
    public void joinBare(Channel channel, long routeId, PeerVitals reached) {
        join(channel, routeId, reached, true);
    }

    private void join(Channel channel, long routeId, PeerVitals reached, boolean bare) {
        TunnelEnd reachedEnd = new TunnelEnd(this, channel);
        if (ending != null) {
            reached.release();
            channel.close();
            return;
        }
        peer = reached;
        upstream = reachedEnd;
        home.move(this, routeId, reached);
        reachedEnd.install();
        if (bare) {
            reachedEnd.strip();
        }
        TlsHalfClosure.watch(channel);
        client.join(reachedEnd);
        reachedEnd.join(client);
        if (!client.isOpen() || !reachedEnd.isOpen()) {
            lost(client.isOpen() ? reachedEnd : client);
            return;
        }
        client.start();
        reachedEnd.start();
        home.joined(this);
        arm();
    }

    /** Ends it, whatever is under way. */
    public void close() {
        end(Ending.CLOSED);
    }

    public boolean isOver() {
        return ending != null;
    }

    /** Bytes that came from the client. */
    public long bytesIn() {
        return client.bytes();
    }

    /** Bytes that came from the upstream. */
    public long bytesOut() {
        return upstream == null ? 0 : upstream.bytes();
    }

    /** Bytes that wait in memory now, both ways. */
    public long held() {
        return client.held() + (upstream == null ? 0 : upstream.held());
    }

    void came(TunnelEnd from) {
        moved();
        if (from == upstream && peer != null) {
            peer.heard(movedNanos);
        }
    }

    void moved() {
        movedNanos = System.nanoTime();
    }

    void halfClosed() {
        if (!halfClosed && ending == null) {
            halfClosed = true;
            moved();
            if (upstream != null) {
                arm();
            }
        }
    }

    /** One side's connection is gone, or failed. */
    void lost(TunnelEnd side) {
        end(side == client ? Ending.CLIENT_LOST : Ending.UPSTREAM_LOST);
    }

    /** The peer is DOWN: the tunnel may go on as long as something comes from it. */
    void peerDown() {
        if (!peerDown) {
            peerDown = true;
            arm();
        }
    }

    void end(Ending how) {
        if (ending != null) {
            return;
        }
        ending = how;
        home.leave(this);
        client.close(how.isAbrupt());
        if (upstream != null) {
            upstream.close(how.isAbrupt());
        }
        if (peer != null) {
            peer.release();
            if (how.isPeerLost()) {
                peer.countTunnelClosed();
            }
        }
        owner.ended(this, how);
    }

    /** Puts the tunnel on the clock for the earliest of its limits, if it has any. */
    private void arm() {
        lastCall = false;
        TunnelOptions options = home.options();
        long due = Long.MAX_VALUE; // relative to the last byte, as nanoTime may be anything
        if (halfClosed) {
            due = options.linger().toNanos();
        }
        if (!options.idle().isZero()) {
            due = Math.min(due, options.idle().toNanos());
        }
        if (peerDown) {
            due = Math.min(due, options.silence().toNanos() + heardNanos() - movedNanos);
        }
        if (due != Long.MAX_VALUE) {
            home.wheel().schedule(this, movedNanos + due);
        }
    }

    private long heardNanos() {
        long heard = peer == null ? 0 : peer.lastHeardNanos();
        return heard == 0 ? movedNanos : heard;
    }

    /** Asked twice: after a standstill of ours, what came meanwhile is still to be read. */
    @Override
    protected void expired(long now) {
        Ending due = due(now);
        if (due == null) {
            arm();
        } else if (!lastCall) {
            lastCall = true;
            home.wheel().schedule(this, now + LAST_CALL_NANOS);
        } else {
            end(due);
        }
    }

    /** Which limit is reached; null if none is. */
    private @Nullable Ending due(long now) {
        TunnelOptions options = home.options();
        peerDown = peerDown && peer != null && home.isDown(peer.peerId());
        long quiet = now - movedNanos;
        if (peerDown && now - heardNanos() >= options.silence().toNanos()) {
            return Ending.PEER_DOWN;
        }
        if (halfClosed && quiet >= options.linger().toNanos()) {
            return Ending.LINGERED;
        }
        return !options.idle().isZero() && quiet >= options.idle().toNanos() ? Ending.IDLE : null;
    }
}
