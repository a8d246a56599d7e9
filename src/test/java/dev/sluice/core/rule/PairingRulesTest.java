package dev.sluice.core.rule;

import static dev.sluice.core.rule.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.rule.PairingEdits.NewPairing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How agents become known, and unknown again. */
class PairingRulesTest {

    private static final SealedKey SEALED = new SealedKey("0123", "the-sealed-secret");

    private final World world = new World();

    private static NewPairing made(Hop hop, String fingerprint, @Nullable String lanAddress) {
        return new NewPairing(hop, fingerprint, SEALED, SEALED, "1.0", lanAddress);
    }

    private Pairing pairing(long peerId) {
        return Objects.requireNonNull(world.desired.pairings().get(peerId));
    }

    @Test
    void aGatewayIsPairedAndTheEventTellsNoSecret() {
        assertThat(world.desired.hop(1)).isEqualTo(Hop.OPEN);

        world.apply(PairingEdits.pair(1, made(Hop.MTLS, "aa", null), ROOT));

        assertThat(world.desired.hop(1)).isEqualTo(Hop.MTLS);
        assertThat(world.desired.hop(2)).isEqualTo(Hop.OPEN);
        assertThat(world.audit).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo(EventName.PEER_PAIRED);
            assertThat(event.message()).isEqualTo("Peer p1 was paired with its agent");
            assertThat(event.details())
                    .containsEntry("peer_id", 1L)
                    .containsEntry("hop", "mtls")
                    .containsEntry("again", false);
            assertThat(event.details().toString()).doesNotContain("sealed");
        });
        assertThat(pairing(1).toString()).doesNotContain("sealed-secret");
    }

    @Test
    void aNewPairingTakesThePlaceOfTheLast() {
        world.apply(PairingEdits.pair(1, made(Hop.MTLS, "aa", null), ROOT));
        world.apply(PairingEdits.pair(1, made(Hop.SECRET, "bb", null), ROOT));

        assertThat(pairing(1).fingerprint()).isEqualTo("bb");
        assertThat(world.desired.hop(1)).isEqualTo(Hop.SECRET);
        assertThat(world.audit.get(0).details()).containsEntry("again", true);
    }

    @Test
    void onlyAGatewayHasAnAgent() {
        assertThat(world.codeOf(PairingEdits.pair(77, made(Hop.MTLS, "aa", null), ROOT)))
                .isEqualTo(RejectionCode.NOT_FOUND);
        assertThat(world.codeOf(PairingEdits.pair(9, made(Hop.MTLS, "aa", null), ROOT)))
                .isEqualTo(RejectionCode.PEER_NOT_GATEWAY);
        assertThatThrownBy(() -> PairingEdits.pair(1, made(Hop.OPEN, "aa", null), ROOT)
                        .apply(world.desired, new EditContext(List.of(), World.NOW, 2)))
                .hasMessageContaining("expected mtls or secret");
    }

    @Test
    void oneIsForgottenAlsoWithItsPeer() {
        assertThat(world.codeOf(PairingEdits.unpair(3, ROOT))).isEqualTo(RejectionCode.NOT_FOUND);
        world.apply(PairingEdits.pair(3, made(Hop.MTLS, "aa", null), ROOT));
        world.apply(PairingEdits.pair(4, made(Hop.MTLS, "bb", null), ROOT));

        world.apply(PairingEdits.unpair(3, ROOT));
        assertThat(world.desired.pairings()).containsOnlyKeys(4L);
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.PEER_UNPAIRED);

        world.apply(PeerRemoval.delete(4, ROOT));
        assertThat(world.desired.pairings()).isEmpty();
    }

    @Test
    void whatTheOperatorSaysOfTheLanAddressGoesBeforeWhatTheAgentAnnounces() {
        world.apply(PairingEdits.pair(1, made(Hop.MTLS, "aa", "192.168.1.2"), ROOT));
        assertThat(world.desired.lanAddress(1)).isEqualTo("192.168.1.2");

        world.apply(PairingEdits.announce(1, "192.168.1.3", ROOT));
        assertThat(world.desired.lanAddress(1)).isEqualTo("192.168.1.3");
        assertThat(world.audit.get(0).message())
                .isEqualTo("Peer p1 has the address 192.168.1.3 in its LAN, says its agent");

        world.apply(PairingEdits.announce(1, "192.168.1.3", ROOT));
        assertThat(world.audit).isEmpty();

        world.apply(new PeerEdits(World.GUARD, Probe.DEFAULT)
                .update(1, (peer, problems) -> Peers.withLanAddress(peer, "192.168.1.9"), ROOT));
        assertThat(world.desired.lanAddress(1)).isEqualTo("192.168.1.9");
        assertThat(world.desired.lanAddress(77)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nas.lan", "127.0.0.1", "::1", "0.0.0.0", "169.254.1.1", "224.0.0.1", "192.168.1.2:80"})
    void whatIsNoAddressOfAMachineInALanIsNotTaken(String announced) {
        world.apply(PairingEdits.pair(1, made(Hop.MTLS, "aa", announced), ROOT));
        assertThat(world.desired.lanAddress(1)).isNull();

        world.apply(PairingEdits.announce(1, announced, ROOT));
        assertThat(world.audit).isEmpty();
    }

    @Test
    void anAnnouncementOfOneThatIsNotPairedChangesNothing() {
        world.apply(PairingEdits.announce(1, "192.168.1.3", ROOT));

        assertThat(world.audit).isEmpty();
    }

    @Test
    void theFirstAuthorityStays() {
        Authority first = new Authority("first", SEALED, "door", SEALED);
        world.apply(PairingEdits.found(first, ROOT));
        world.apply(PairingEdits.found(new Authority("second", SEALED, "door", SEALED), ROOT));

        assertThat(world.desired.agents().authority()).isEqualTo(first);
        assertThat(world.audit).isEmpty();
        world.apply(PairingEdits.pair(1, made(Hop.MTLS, "aa", null), ROOT));
        assertThat(world.desired.agents().authority()).isEqualTo(first);
    }
}
