package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Failback;
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
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LastGoodState;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.PendingEvents;
import dev.sluice.core.rule.Edit;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The made-up site of a {@link Rehearsal}: a route pinned to one gateway, and a sibling in the same pool. */
final class RehearsalSite implements DesiredState {

    static final String DOMAIN = "rehearsal.invalid";
    static final String HOST = "127.0.0.1";

    private static final long HOME = 1;
    private static final long SIBLING = 2;
    private static final long ROUTE = 1;
    private static final int COOLDOWN_S = 60;
    private static final Stamp STAMP = Stamp.created(Instant.EPOCH, 1);

    private final Desired desired;

    /** A site whose gateways listen on these ports of loopback. */
    RehearsalSite(int homePort, int siblingPort) {
        desired = Desired.EMPTY
                .with(gateway(HOME, "home", homePort))
                .with(gateway(SIBLING, "sibling", siblingPort))
                .with(pool())
                .with(route())
                .atRevision(1);
    }

    private static Peer gateway(long id, String name, int port) {
        int apiPort = Peer.DEFAULT_API_PORT;
        return new Peer(
                id,
                name,
                "",
                PeerType.GATEWAY,
                HOST,
                port,
                null,
                apiPort,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                Probe.DEFAULT,
                STAMP);
    }

    private static Pool pool() {
        List<Member> members = List.of(new Member(HOME, 1), new Member(SIBLING, 2));
        return new Pool(1, "rehearsal", PoolMode.FAILOVER, null, COOLDOWN_S, Failback.AUTO, null, true, members, STAMP);
    }

    private static Route route() {
        Target home = new Target.Gateway(HOME, null);
        return new Route(
                ROUTE, DOMAIN, "/", "", true, RouteType.HTTP, home, true, true, null, null, null, null, null, STAMP);
    }

    /** Whether the route has moved. */
    boolean isServedBySibling(Snapshot snapshot) {
        RouteStatus status = snapshot.routes().get(ROUTE);
        return status != null && status.assignment().servingId() == SIBLING;
    }

    @Override
    public CompletionStage<Desired> load() {
        return CompletableFuture.completedStage(desired);
    }

    @Override
    public CompletionStage<Committed> change(Edit edit) {
        return CompletableFuture.failedStage(new UnsupportedOperationException("nobody edits a rehearsal"));
    }

    /** A disk that remembers nothing. */
    static final class Blank implements LastGoodState {

        @Override
        public @Nullable LastGood newest() {
            return null;
        }

        @Override
        public void keep(LastGood state) {}
    }

    /** A ledger, and what lies beside it, that remember nothing. */
    static final class Forgetful implements Ledger, PendingEvents {

        @Override
        public CompletionStage<LedgerState> load() {
            return CompletableFuture.completedStage(LedgerState.EMPTY);
        }

        @Override
        public List<Event> read() {
            return List.of();
        }

        @Override
        public void keep(Collection<Event> events) {}

        @Override
        public CompletionStage<Void> append(LedgerEntry entry) {
            return CompletableFuture.completedStage(null);
        }
    }
}
