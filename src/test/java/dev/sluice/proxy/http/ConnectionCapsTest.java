package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.header.ClientIdentity;
import dev.sluice.proxy.header.TrustedProxies;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many connections one address may have, which loopback shows nothing of. */
class ConnectionCapsTest {

    private static final int EACH = 2;
    private static final int ALL = 6;

    private final TrustedProxies proxies = new TrustedProxies(List.of("192.0.2.128/25"));
    private final ConnectionCaps caps =
            new ConnectionCaps(ClientLimits.defaults().withConnections(ALL).withConnectionsPerAddress(EACH));

    private ClientIdentity from(String address) {
        try {
            return new ClientIdentity(proxies, InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private int entering(String address, int times) {
        int entered = 0;
        for (int i = 0; i < times; i++) {
            entered += caps.enter(from(address)) ? 1 : 0;
        }
        return entered;
    }

    @Test
    void eachAddressHasItsOwn() {
        assertThat(entering("192.0.2.1", 5)).isEqualTo(EACH);
        assertThat(entering("192.0.2.2", 5)).isEqualTo(EACH);
        assertThat(entering("2001:db8::1", 5)).isEqualTo(EACH);
        assertThat(caps.open()).as("none is counted that was refused").isEqualTo(3 * EACH);
    }

    @Test
    void oneThatClosesMakesRoomForOne() {
        assertThat(entering("192.0.2.1", EACH)).isEqualTo(EACH);
        caps.leave(from("192.0.2.1"));
        assertThat(entering("192.0.2.1", EACH)).isEqualTo(1);
        caps.leave(from("192.0.2.1"));
        caps.leave(from("192.0.2.1"));
        assertThat(caps.open()).isZero();
        assertThat(entering("192.0.2.1", EACH + 1)).isEqualTo(EACH);
    }

    @Test
    void oneAddressInTwoSpellingsIsOne() {
        assertThat(entering("192.0.2.1", 1)).isEqualTo(1);
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(new byte[] {(byte) 192, 0, 2, 1}, 0, mapped, 12, 4);
        assertThat(caps.enter(new ClientIdentity(proxies, mapped))).isTrue();
        assertThat(caps.enter(new ClientIdentity(proxies, mapped))).isFalse();
    }

    @Test
    void thoseBehindWhichManyClientsAreShareOnlyWhatAllHave() {
        assertThat(entering("127.0.0.1", 3)).isEqualTo(3);
        assertThat(entering("192.0.2.200", 5)).isEqualTo(3);
        assertThat(caps.open()).isEqualTo(ALL);
        assertThat(entering("192.0.2.1", 1)).isZero();
        caps.leave(from("127.0.0.1"));
        assertThat(entering("192.0.2.1", 1)).isEqualTo(1);
    }
}
