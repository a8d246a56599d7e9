package dev.sluice.core;

import dev.sluice.core.model.Failback;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Peers, pools and routes with nothing remarkable about them, and copies of them that differ in one thing. */
public final class Some {

    private Some() {}

    public static Peer gateway(long id) {
        return new Peer(
                id,
                "gw-" + (id <= 26 ? String.valueOf((char) ('a' + id - 1)) : id),
                "",
                PeerType.GATEWAY,
                "10.0." + id / 250 + "." + id % 250,
                Peer.DEFAULT_PROXY_PORT,
                null,
                Peer.DEFAULT_API_PORT,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                Probe.DEFAULT,
                Will.STAMP);
    }

    static Peer regular(long id, int port) {
        return new Peer(
                id,
                "app-" + id,
                "",
                PeerType.REGULAR,
                "10.1.0." + id,
                Peer.DEFAULT_PROXY_PORT,
                port,
                Peer.DEFAULT_API_PORT,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                Probe.DEFAULT,
                Will.STAMP);
    }

    static Peer peer(Peer p, boolean enabled, boolean drained) {
        return peer(p, p.name(), p.host(), p.lanAddress(), p.weight(), enabled, drained);
    }

    static Peer peerInLan(Peer p, String lanAddress) {
        return peer(p, p.name(), p.host(), lanAddress, p.weight(), p.enabled(), p.drained());
    }

    static Peer peerAt(Peer p, String host) {
        return peer(p, p.name(), host, p.lanAddress(), p.weight(), p.enabled(), p.drained());
    }

    static Peer peerOfWeight(Peer p, int weight) {
        return peer(p, p.name(), p.host(), p.lanAddress(), weight, p.enabled(), p.drained());
    }

    static Peer peerSpeaking(Peer p, PeerProtocol protocol) {
        return peer(p, protocol, p.probe());
    }

    static Peer peerProbed(Peer p, Probe probe) {
        return peer(p, p.protocol(), probe);
    }

    private static Peer peer(Peer p, PeerProtocol protocol, Probe probe) {
        return new Peer(
                p.id(),
                p.name(),
                p.description(),
                p.type(),
                p.host(),
                p.proxyPort(),
                p.port(),
                p.apiPort(),
                p.lanAddress(),
                p.weight(),
                p.enabled(),
                p.drained(),
                protocol,
                probe,
                p.stamp());
    }

    private static Peer peer(
            Peer p,
            String name,
            String host,
            @Nullable String lanAddress,
            int weight,
            boolean enabled,
            boolean drained) {
        return new Peer(
                p.id(),
                name,
                p.description(),
                p.type(),
                host,
                p.proxyPort(),
                p.port(),
                p.apiPort(),
                lanAddress,
                weight,
                enabled,
                drained,
                p.protocol(),
                p.probe(),
                p.stamp());
    }

    public static List<Member> members(long... peerIds) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < peerIds.length; i++) {
            members.add(new Member(peerIds[i], i + 1));
        }
        return members;
    }

    public static Pool pool(long id, long... members) {
        return new Pool(
                id,
                "pool-" + id,
                PoolMode.FAILOVER,
                null,
                (int) Will.COOLDOWN.toSeconds(),
                Failback.AUTO,
                null,
                true,
                members(members),
                Will.STAMP);
    }

    /** The pool with all members of one priority. */
    public static Pool poolOfEquals(Pool p) {
        return pool(
                p,
                p.members().stream()
                        .map(member -> new Member(member.peerId(), 1))
                        .toList());
    }

    static Pool pool(Pool p, List<Member> members) {
        return pool(
                p, p.mode(), p.policy(), p.failbackCooldownS(), p.failback(), p.outageMessage(), p.enabled(), members);
    }

    static Pool pool(Pool p, int cooldownS, Failback failback) {
        return pool(p, p.mode(), p.policy(), cooldownS, failback, p.outageMessage(), p.enabled(), p.members());
    }

    static Pool pool(Pool p, boolean enabled) {
        return pool(
                p, p.mode(), p.policy(), p.failbackCooldownS(), p.failback(), p.outageMessage(), enabled, p.members());
    }

    static Pool pool(Pool p, @Nullable String outageMessage) {
        return pool(
                p, p.mode(), p.policy(), p.failbackCooldownS(), p.failback(), outageMessage, p.enabled(), p.members());
    }

    static Pool pool(Pool p, PoolMode mode, @Nullable LoadBalancingPolicy policy) {
        return pool(p, mode, policy, p.failbackCooldownS(), p.failback(), p.outageMessage(), p.enabled(), p.members());
    }

    private static Pool pool(
            Pool p,
            PoolMode mode,
            @Nullable LoadBalancingPolicy policy,
            int cooldownS,
            Failback failback,
            @Nullable String outageMessage,
            boolean enabled,
            List<Member> members) {
        return new Pool(
                p.id(), p.name(), mode, policy, cooldownS, failback, outageMessage, enabled, members, p.stamp());
    }

    public static Route route(long id, String domain, Target target) {
        return new Route(
                id,
                domain,
                "/",
                "",
                true,
                RouteType.HTTP,
                target,
                true,
                true,
                null,
                null,
                null,
                null,
                null,
                Will.STAMP);
    }

    /** That route as an L4 one. */
    public static Route listening(Route r, int port, L4TlsMode mode) {
        L4Listener l4 = new L4Listener(L4Listener.TCP, port, mode);
        return new Route(
                r.id(),
                r.domain(),
                "/",
                "",
                true,
                RouteType.L4,
                r.target(),
                true,
                true,
                null,
                null,
                null,
                null,
                l4,
                r.stamp());
    }

    static Route route(Route r, boolean enabled, boolean failover, Target target) {
        return new Route(
                r.id(),
                r.domain(),
                r.pathPrefix(),
                r.description(),
                enabled,
                r.type(),
                target,
                failover,
                r.rescue(),
                r.httpsEnabled(),
                r.httpsRedirect(),
                r.hstsMaxAgeSeconds(),
                r.lanTls(),
                r.wakeMac(),
                r.site(),
                r.l4(),
                r.stamp());
    }

    /** What must be there for a test to make sense. */
    static <T> T present(@Nullable T thing) {
        if (thing == null) {
            throw new AssertionError("not there: the test names something it never made");
        }
        return thing;
    }
}
