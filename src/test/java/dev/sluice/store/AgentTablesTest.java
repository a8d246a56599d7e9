package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.PairingCodes;
import dev.sluice.core.rule.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of agents. */
class AgentTablesTest extends StoreSuite {

    private static final Duration MINUTES = Duration.ofMinutes(10);

    private static byte[] hash(int of) {
        byte[] hash = new byte[32];
        hash[31] = (byte) of;
        return hash;
    }

    private Optional<Long> redeem(int code) {
        return await(store.pairingCodes().redeem(hash(code)));
    }

    private Instant issue(long peer, int code, Duration lifetime) {
        return await(store.pairingCodes().issue(peer, hash(code), lifetime));
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() {
        long a = gateway("a");
        long b = gateway("b");
        Desired last = change(editing(
                        (d, c) -> d.with(pairing(a)).with(pairing(b).at(null)).with(AUTHORITY)))
                .desired();

        Desired elsewhere = await(database.open("front-2").desiredState().load());

        assertThat(elsewhere).isEqualTo(last);
        assertThat(elsewhere.pairings()).containsOnlyKeys(a, b);
        assertThat(elsewhere.agents().authority()).isEqualTo(AUTHORITY);
    }

    @Test
    void aPeerTakesItsPairingAndItsCodeAlong() {
        long gone = gateway("gone");
        long stays = gateway("stays");
        change(editing((d, c) -> d.with(pairing(gone)).with(pairing(stays))));
        issue(gone, 1, MINUTES);

        change(editing((d, c) -> d.withoutPeer(gone)));

        assertThat(database.ask("SELECT peer_id FROM pairing")).containsExactly(Long.toString(stays));
        assertThat(redeem(1)).isEmpty();
    }

    @Test
    void everythingOfAgentsCanBeTakenAwayAgain() {
        long a = gateway("a");
        change(editing((d, c) -> d.with(pairing(a)).with(AUTHORITY)));
        change(editing((d, c) -> d.with(Agents.NONE)));

        assertThat(await(database.open("front-2").desiredState().load()).agents())
                .isEqualTo(Agents.NONE);
    }

    @Test
    void aCodeIsGoodOnceAndTheNewestOnly() {
        long a = gateway("a");
        PairingCodes codes = store.pairingCodes();
        assertThat(await(codes.isAnyGood())).isFalse();

        assertThat(issue(a, 1, MINUTES)).isAfter(Instant.now().plusSeconds(500));
        issue(a, 2, MINUTES);

        assertThat(await(codes.isAnyGood())).isTrue();
        assertThat(redeem(1)).isEmpty();
        assertThat(redeem(2)).contains(a);
        assertThat(redeem(2)).isEmpty();
        assertThat(await(codes.isAnyGood())).isFalse();
        issue(a, 3, MINUTES);
        assertThat(redeem(3)).contains(a);
    }

    @Test
    void ofManyThatTryAtOnceOneGetsIt() {
        long a = gateway("a");
        issue(a, 1, MINUTES);
        List<PairingCodes> doors = List.of(
                store.pairingCodes(),
                database.open("front-2").pairingCodes(),
                database.open("front-3").pairingCodes());

        List<CompletionStage<Optional<Long>>> tries = IntStream.range(0, 12)
                .mapToObj(i -> doors.get(i % doors.size()).redeem(hash(1)))
                .toList();

        assertThat(tries.stream().map(FreshDatabase::await).filter(Optional::isPresent))
                .hasSize(1);
    }

    @Test
    void anOldOneIsNotGood() {
        long a = gateway("a");
        issue(a, 1, Duration.ZERO);

        assertThat(redeem(1)).isEmpty();
        assertThat(await(store.pairingCodes().isAnyGood())).isFalse();
    }

    @Test
    void noneIsIssuedForNobody() {
        assertThatThrownBy(() -> issue(4711, 1, MINUTES))
                .hasRootCauseInstanceOf(Rejection.class)
                .hasMessageContaining("There is no peer 4711");
    }
}
