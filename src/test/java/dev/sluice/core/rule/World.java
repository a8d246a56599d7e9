package dev.sluice.core.rule;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A desired state under test: gateways 1 to 4, regular peer 9, pool 10 of 1 and 2, and what each edit makes of it. */
final class World {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Command ROOT = Command.by("root");
    static final ForbiddenTargets GUARD =
            new ForbiddenTargets(Set.of(8080, 9180), List.of("192.0.2.1", "front.example"), "db.internal", 5432);

    Desired desired = Desired.EMPTY;
    List<Event> audit = List.of();
    final Map<Long, PeerHealth> health = new HashMap<>();
    private long nextId = 100;

    World() {
        for (long id = 1; id <= 4; id++) {
            desired = desired.with(peer(id, PeerType.GATEWAY));
            is(id, HealthState.ALIVE);
        }
        desired = desired.with(peer(9, PeerType.REGULAR)).with(pool(10, 1, 2));
        is(9, HealthState.ALIVE);
    }

    static Stamp stamp() {
        return Stamp.created(NOW, 1);
    }

    static Peer peer(long id, PeerType type) {
        Integer port = type == PeerType.REGULAR ? 8081 : null;
        String host = "10.0.0." + id;
        return new Peer(
                id,
                "p" + id,
                "",
                type,
                host,
                18080,
                port,
                9876,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                Probe.DEFAULT,
                stamp());
    }

    static Pool pool(long id, long... members) {
        List<Member> list = new ArrayList<>();
        for (long member : members) {
            list.add(new Member(member, list.size() + 1));
        }
        return new Pool(id, "pool" + id, PoolMode.FAILOVER, null, 60, Failback.AUTO, null, true, list, stamp());
    }

    World route(long id, Target target) {
        desired = desired.with(new Route(
                id,
                "r" + id + ".example",
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
                stamp()));
        return this;
    }

    World pinned(long id, long home) {
        return route(id, new Target.Gateway(home, null));
    }

    World loopback(long id, long home) {
        return route(id, new Target.Gateway(home, new LanHost("127.0.0.1", 22)));
    }

    World pooled(long id, long pool) {
        return route(id, new Target.Pooled(pool, null));
    }

    World is(long peerId, HealthState state) {
        Moment now = new Moment(0, NOW);
        Moment started = state == HealthState.COOLDOWN ? now : null;
        health.put(peerId, new PeerHealth(state, now, null, 0, started, List.of(), false, Duration.ZERO, false));
        return this;
    }

    /** Applies the edit, and returns the id of what it touched. */
    long apply(Edit edit) {
        List<Long> ids = edit.creates(desired).stream().map(kind -> nextId++).toList();
        EditContext context = new EditContext(ids, NOW.plusSeconds(60), desired.revision() + 1);
        Edited edited = edit.apply(desired, context);
        audit = edited.audit();
        if (!audit.isEmpty()) {
            desired = edited.desired().atRevision(context.revision());
        }
        return edited.subjectId();
    }

    /** The refusal of the edit; the state is as it was. */
    Rejection refused(Edit edit) {
        Desired before = desired;
        Rejection no = catchThrowableOfType(Rejection.class, () -> apply(edit));
        if (no == null) {
            throw new AssertionError("the edit was not refused");
        }
        if (!before.equals(desired)) {
            throw new AssertionError("a refused edit changed the state");
        }
        return no;
    }

    RejectionCode codeOf(Edit edit) {
        return refused(edit).code();
    }

    static List<String> paths(Rejection no) {
        return no.problems().stream().map(Problem::path).toList();
    }
}
