package dev.sluice.core.uptime;

import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.failover.Standing;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long peers and routes were up, as the activity log tells it. A peer is up while it is ALIVE, which it is not in its
 * cooldown; a route while somebody may serve it. Where a route leads, to its home or a pool, is taken as it is now; which pools
 * backed that home, as it was.
 */
public final class UptimeRecord {

    private final UptimeEvents told;
    private final Snapshot snapshot;
    private final Instant end;
    private final Instant begin;
    private final List<Duration> spans;
    private final Standing standing;
    private final PoolHistory pools;
    private final Map<Long, List<Backing>> ofHomes = new HashMap<>();
    private final Map<List<Long>, UpLine> lines = new HashMap<>();

    /**
     * The record up to now.
     *
     * @param told what is known of the time before
     * @param spans the times that are asked for, which all end now
     */
    public UptimeRecord(UptimeEvents told, Snapshot snapshot, Moment now, List<Duration> spans) {
        this.told = told;
        this.snapshot = snapshot;
        this.end = now.wall();
        this.spans = List.copyOf(spans);
        this.begin = end.minus(spans.stream().max(Duration::compareTo).orElse(Duration.ZERO));
        Map<Long, PeerHealth> health = new HashMap<>();
        snapshot.peers().forEach((id, peer) -> health.put(id, peer.health()));
        this.standing = new Standing(snapshot.desired(), health, now);
        this.pools = new PoolHistory(snapshot.desired().pools(), told.poolChanges());
    }

    /** Of a peer, for each of the spans as much of it as the peer is old. */
    public List<Uptime> peer(Peer peer) {
        PeerStatus status = snapshot.peers().get(peer.id());
        UpState now = !peer.enabled() || status == null
                ? UpState.UNKNOWN
                : state(status.health().state());
        List<Mark> marks = told.ofPeer(peer.id(), begin);
        if (marks.isEmpty() && status != null && now != UpState.UNKNOWN) {
            marks = List.of(Mark.first(status.health().since().wall(), now));
        }
        return sums(line(marks, now), peer.stamp().createdAt());
    }

    private static UpState state(HealthState state) {
        return switch (state) {
            case ALIVE -> UpState.UP;
            case DOWN, COOLDOWN -> UpState.DOWN;
            case UNKNOWN -> UpState.UNKNOWN;
        };
    }

    /** Of an enabled route, the same: it is down while it is told that it is, or while all the pools are that back it. */
    public List<Uptime> route(Route route) {
        List<Backing> backings = backings(route);
        UpLine own = own(route, backings.get(backings.size() - 1).pools().isEmpty());
        UpLine line = UpLine.inTurn(backings.stream()
                .map(each -> backed(own, each.pools()).within(each.from(), each.to()))
                .toList());
        return sums(line, route.stamp().createdAt());
    }

    private UpLine backed(UpLine own, List<Long> by) {
        if (by.isEmpty()) {
            return own;
        }
        UpLine backing = lines.computeIfAbsent(by, this::backing);
        return own.isAlways(UpState.UP) ? backing : UpLine.of(List.of(own, backing), UptimeRecord::worst);
    }

    private UpLine own(Route route, boolean alone) {
        RouteStatus status = snapshot.routes().get(route.id());
        List<Mark> marks = told.ofRoute(route.id(), begin);
        if (status == null) {
            return line(marks, UpState.UNKNOWN);
        }
        Assignment assignment = status.assignment();
        boolean down = assignment.isOutage() && (alone || assignment.poolId() == 0);
        if (down && marks.isEmpty()) {
            marks = List.of(Mark.first(status.since(), UpState.DOWN));
        }
        return line(marks, down ? UpState.DOWN : UpState.UP);
    }

    private List<Backing> backings(Route route) {
        if (route.target() instanceof Target.Pooled pooled) {
            Pool pool = snapshot.desired().pool(pooled.poolId());
            boolean backed = pool != null && pool.enabled() && !pool.members().isEmpty();
            return List.of(new Backing(begin, end, backed ? List.of(pooled.poolId()) : List.of()));
        }
        return Candidates.mayLeaveHome(route, snapshot.desired())
                ? ofHomes.computeIfAbsent(route.target().homeId(), home -> pools.having(home, begin, end))
                : List.of(new Backing(begin, end, List.of()));
    }

    private UpLine backing(List<Long> by) {
        List<UpLine> each = by.stream().map(this::pool).toList();
        return each.size() == 1 ? each.get(0) : UpLine.of(each, UptimeRecord::best);
    }

    private UpLine pool(long id) {
        List<Mark> marks = told.ofPool(id, begin);
        Pool pool = snapshot.desired().pool(id);
        if (pool != null && pool.enabled() && !pool.members().isEmpty()) {
            boolean usable = pool.members().stream().map(Member::peerId).anyMatch(standing::isUsable);
            return line(marks, usable ? UpState.UP : UpState.DOWN);
        }
        return line(marks, UpState.UP); // an outage ends, and that is told, when its pool goes
    }

    private static UpState best(List<UpState> states) {
        if (states.contains(UpState.UP)) {
            return UpState.UP;
        }
        return states.contains(UpState.UNKNOWN) ? UpState.UNKNOWN : UpState.DOWN;
    }

    private static UpState worst(List<UpState> states) {
        if (states.contains(UpState.DOWN)) {
            return UpState.DOWN;
        }
        return states.contains(UpState.UNKNOWN) ? UpState.UNKNOWN : UpState.UP;
    }

    private UpLine line(List<Mark> marks, UpState now) {
        return UpLine.of(marks, now, begin, end).knownSince(told.since());
    }

    private List<Uptime> sums(UpLine line, Instant created) {
        return spans.stream()
                .map(end::minus)
                .map(from -> line.since(created.isAfter(from) ? created : from))
                .toList();
    }
}
