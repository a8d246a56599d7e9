package dev.sluice.core.rule;

import static dev.sluice.core.rule.World.ROOT;
import static dev.sluice.core.rule.World.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may be, and when it may rest. */
class PeerRulesTest {

    private static final Probe SLOW = new Probe(ProbeKind.TCP, null, "/", null, Duration.ofSeconds(30), 5, 4);

    private final World world = new World();
    private final PeerEdits edits = new PeerEdits(World.GUARD, SLOW);

    private static Peer named(Peer blank, String name, String host) {
        return Peers.withName(Peers.withHost(blank, host), name);
    }

    @Test
    void aNewPeerIsObservedAsTheSettingsSay() {
        long id = world.apply(edits.create((blank, problems) -> named(blank, "north", "10.1.1.1"), ROOT));

        Peer peer = Objects.requireNonNull(world.desired.peer(id));
        assertThat(peer.probe()).isEqualTo(SLOW);
        assertThat(peer.proxyPort()).isEqualTo(18080);
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.PEER_CREATED);
        assertThat(world.audit.get(0).actor()).isEqualTo("root");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Probe bad = new Probe(ProbeKind.HEARTBEAT, 0, "x", 99, Duration.ofMillis(50), 0, 101);

        Rejection no = world.refused(edits.create(
                (blank, problems) -> Peers.of(blank, "-", PeerType.REGULAR, "a b", 0, null, "c d", 0, bad), ROOT));

        assertThat(no.code()).isEqualTo(RejectionCode.INVALID);
        assertThat(paths(no))
                .containsExactlyInAnyOrder(
                        "name",
                        "host",
                        "proxy_port",
                        "port",
                        "lan_address",
                        "weight",
                        "probe.kind",
                        "probe.port",
                        "probe.path",
                        "probe.expect_status",
                        "probe.interval",
                        "probe.fall",
                        "probe.rise");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " a",
                "-a",
                ".a",
                "a/b",
                "a\nb",
                "<b>",
                "a123456789012345678901234567890123456789012345678901234567890123"
            })
    void theseAreNoNames(String name) {
        Rejection no = world.refused(edits.create((blank, problems) -> named(blank, name, "10.1.1.1"), ROOT));

        assertThat(paths(no)).containsExactly("name");
    }

    @Test
    void aNameBelongsToOnePeer() {
        assertThat(world.codeOf(edits.create((blank, problems) -> named(blank, "P1", "10.1.1.1"), ROOT)))
                .isEqualTo(RejectionCode.NAME_TAKEN);
        assertThat(world.codeOf(edits.update(2, (peer, problems) -> Peers.withName(peer, "p1"), ROOT)))
                .isEqualTo(RejectionCode.NAME_TAKEN);
    }

    @Test
    void noPortOfAPeerMayBeOurs() {
        Probe onAdmin = new Probe(ProbeKind.HTTP, 9180, "/", null, Duration.ofSeconds(1), 3, 2);
        Rejection no = world.refused(edits.update(
                1,
                (peer, problems) ->
                        Peers.of(peer, "p1", PeerType.GATEWAY, "localhost", 8080, null, "169.254.1.1", 1, onAdmin),
                ROOT));

        assertThat(no.code()).isEqualTo(RejectionCode.TARGET_FORBIDDEN);
        assertThat(paths(no)).containsExactly("proxy_port", "probe.port", "lan_address");
    }

    @Test
    void whatIsUsedAsAGatewayStaysOne() {
        world.pinned(20, 3);

        assertThat(paths(world.refused(
                        edits.update(1, (peer, problems) -> Peers.withType(peer, PeerType.REGULAR, 80), ROOT))))
                .containsExactly("peer_type");
        assertThat(paths(world.refused(
                        edits.update(3, (peer, problems) -> Peers.withType(peer, PeerType.REGULAR, 80), ROOT))))
                .containsExactly("peer_type");
        world.apply(edits.update(4, (peer, problems) -> Peers.withType(peer, PeerType.REGULAR, 80), ROOT));
    }

    @Test
    void whatChangesNothingWritesNothing() {
        world.apply(edits.update(1, (peer, problems) -> peer, ROOT));

        assertThat(world.audit).isEmpty();
        assertThat(world.desired.revision()).isZero();
    }

    @Test
    void aDrainIsRefusedOnlyIfARouteWouldStop() {
        world.pinned(20, 1).pinned(21, 3);
        assertThat(paths(world.refused(DrainEdits.drain(3, false, world.health, ROOT))))
                .containsExactly("routes.21");

        world.apply(DrainEdits.drain(1, false, world.health, ROOT));

        assertThat(Objects.requireNonNull(world.desired.peer(1)).drained()).isTrue();
        assertThat(world.codeOf(DrainEdits.drain(2, false, world.health, ROOT)))
                .as("the last of the pool")
                .isEqualTo(RejectionCode.DRAIN_WOULD_STOP_ROUTES);
        world.apply(DrainEdits.drain(2, true, world.health, ROOT));
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.PEER_DRAINED);
    }

    @Test
    void aDrainOfALostPeerStopsNothingThatDidNotStopBefore() {
        world.pinned(21, 3).is(3, HealthState.DOWN);

        world.apply(DrainEdits.drain(3, false, world.health, ROOT));

        assertThat(world.audit).hasSize(1);
    }

    @Test
    void aSubstituteThatIsDownDoesNotCount() {
        world.pinned(20, 1).is(2, HealthState.DOWN);

        assertThat(world.codeOf(DrainEdits.drain(1, false, world.health, ROOT)))
                .isEqualTo(RejectionCode.DRAIN_WOULD_STOP_ROUTES);
    }

    @Test
    void aResumeEndsADrainAndASecondOneDoesNothing() {
        world.apply(DrainEdits.drain(4, false, world.health, ROOT));
        world.apply(DrainEdits.resume(4, ROOT));
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.PEER_RESUMED);

        world.apply(DrainEdits.resume(4, ROOT));
        assertThat(world.audit).isEmpty();
    }
}
