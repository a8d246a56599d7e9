package dev.sluice.core.balance;

import static dev.sluice.core.balance.Upstreams.ids;
import static dev.sluice.core.balance.Upstreams.order;
import static dev.sluice.core.balance.Upstreams.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class IpHashTest {

    private static final int CLIENTS = 10_000;

    private final Policy policy = Policy.ipHash();
    private final Upstream[] five = Upstreams.of(5);

    private static Caller v4(int client) {
        return new Caller(new byte[] {10, 7, (byte) (client >> 8), (byte) client});
    }

    private static Caller caller(String address) throws UnknownHostException {
        return new Caller(InetAddress.getByName(address).getAddress());
    }

    private Upstream first(Upstream[] candidates, Caller caller) {
        return order(policy, candidates, caller)[0];
    }

    @Test
    void theSameClientGetsTheSameOrderAlwaysAndEverywhere() {
        for (int client = 0; client < 100; client++) {
            assertThat(ids(order(Policy.ipHash(), Upstreams.of(5), v4(client))))
                    .isEqualTo(ids(order(policy, five, v4(client))));
        }
    }

    @Test
    void theOrderOfTheCandidatesDoesNotMatter() {
        Upstream[] reversed = {five[4], five[3], five[2], five[1], five[0]};
        for (int client = 0; client < 100; client++) {
            assertThat(first(reversed, v4(client))).isSameAs(first(five, v4(client)));
        }
    }

    @Test
    void losingOneMemberMovesOnlyItsClients() {
        for (Upstream lost : five) {
            Upstream[] left = without(five, lost);
            for (int client = 0; client < CLIENTS / five.length; client++) {
                Upstream[] before = order(policy, five, v4(client));
                // Its clients go where their own order already said, all others stay.
                Upstream expected = before[0] == lost ? before[1] : before[0];
                if (first(left, v4(client)) != expected) {
                    throw new AssertionError(
                            "client " + client + " moved from " + ids(before) + " when " + lost.peerId() + " was lost");
                }
            }
        }
    }

    @Test
    void clientsAreSpreadEvenly() {
        assertShares(five, 0.2, 0.2, 0.2, 0.2, 0.2);
        assertShares(Upstreams.of(2), 0.5, 0.5);
    }

    @Test
    void theClientsOfALostMemberAreSpreadEvenlyToo() {
        int[] heirs = new int[6];
        int moved = 0;
        for (int client = 0; client < CLIENTS; client++) {
            Upstream[] before = order(policy, five, v4(client));
            if (before[0] == five[0]) {
                moved++;
                heirs[(int) before[1].peerId()]++;
            }
        }
        for (int heir = 2; heir <= 5; heir++) {
            assertThat(heirs[heir]).isCloseTo(moved / 4, within(moved / 20));
        }
    }

    @Test
    void weightsAreShares() {
        assertShares(Upstreams.weighing(1, 3), 0.25, 0.75);
        assertShares(Upstreams.weighing(2, 1, 1), 0.5, 0.25, 0.25);
    }

    private void assertShares(Upstream[] candidates, double... shares) {
        int[] counts = new int[candidates.length + 1];
        for (int client = 0; client < CLIENTS; client++) {
            counts[(int) first(candidates, v4(client)).peerId()]++;
        }
        for (int i = 0; i < shares.length; i++) {
            assertThat(counts[i + 1] / (double) CLIENTS).isCloseTo(shares[i], within(0.05 * shares[i]));
        }
    }

    @Test
    void anIpv6ClientCountsByItsNetwork() throws UnknownHostException {
        List<Upstream> homes = new ArrayList<>();
        for (int network = 0; network < 64; network++) {
            Upstream first = first(five, caller("2001:db8:0:" + Integer.toHexString(network) + "::1"));
            Upstream other = first(five, caller("2001:db8:0:" + Integer.toHexString(network) + ":ffff:1:2:3"));
            assertThat(other).isSameAs(first);
            homes.add(first);
        }
        assertThat(homes).contains(five);
    }

    @Test
    void anIpv4ClientInIpv6ClothesIsTheSameClient() {
        for (int client = 0; client < 64; client++) {
            byte[] v4 = v4(client).address();
            byte[] mapped = new byte[16];
            mapped[10] = -1;
            mapped[11] = -1;
            System.arraycopy(v4, 0, mapped, 12, 4);

            assertThat(first(five, new Caller(mapped))).isSameAs(first(five, new Caller(v4)));
        }
    }

    @Test
    void neverWritesToItsCandidates() {
        for (int client = 0; client < 10; client++) {
            order(policy, five, v4(client));
        }

        assertThat(ids(five)).isEqualTo("1 2 3 4 5");
    }
}
