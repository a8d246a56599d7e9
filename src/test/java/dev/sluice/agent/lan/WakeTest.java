package dev.sluice.agent.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.LanHost;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waking a machine: what is sent, and for whom. */
class WakeTest {

    private static final String MAC = "02:11:22:33:44:ff";

    private static DatagramSocket network() throws Exception {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(2_000);
        return socket;
    }

    private static Wake wakeIn(DatagramSocket network) {
        return new Wake(() -> List.of((InetSocketAddress) network.getLocalSocketAddress()));
    }

    @Test
    void theCardIsCalledSixteenTimes() throws Exception {
        try (DatagramSocket network = network()) {
            assertThat(wakeIn(network).up(new LanHost("192.168.1.5", 5001), MAC))
                    .isTrue();
            DatagramPacket packet = new DatagramPacket(new byte[200], 200);
            network.receive(packet);
            String hex = HexFormat.of().formatHex(Arrays.copyOf(packet.getData(), packet.getLength()));
            assertThat(hex).isEqualTo("ffffffffffff" + "0211223344ff".repeat(16));
        }
    }

    @Test
    void nobodyIsCalledTwiceInAMoment() throws Exception {
        try (DatagramSocket network = network()) {
            Wake wake = wakeIn(network);
            assertThat(wake.up(new LanHost("10.0.0.5", 80), MAC)).isTrue();
            assertThat(wake.up(new LanHost("10.0.0.5", 443), MAC)).isFalse();
            assertThat(wake.up(new LanHost("10.0.0.6", 80), "02:11:22:33:44:00"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "203.0.113.9", "nas.example.org", "::1", "2001:db8::1"})
    void onlyMachinesOfTheOwnNetworkAreWoken(String host) throws Exception {
        try (DatagramSocket network = network()) {
            network.setSoTimeout(100);
            assertThat(wakeIn(network).up(new LanHost(host, 80), MAC)).isFalse();
            DatagramPacket packet = new DatagramPacket(new byte[200], 200);
            assertThatThrownBy(() -> network.receive(packet)).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
