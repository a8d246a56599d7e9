package dev.sluice.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSyntaxTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "10.1.2.3/8, 10.0.0.0/8",
        "192.168.1.7, 192.168.1.7",
        "192.168.1.7/32, 192.168.1.7",
        "0.0.0.0/0, 0.0.0.0/0",
        "::/0, ::/0",
        "::1, ::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8::/32, 2001:db8::/32",
        "fe80::ffff/10, fe80::/10",
        "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
        "0:0:1:0:0:0:2:3, 0:0:1::2:3",
        "::ffff:10.1.2.3, 10.1.2.3",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "ffff:ffff:ffff:ffff:8000::/65, ffff:ffff:ffff:ffff:8000::/65"
    })
    void isSpeltInOneWay(String given, String text) {
        assertThat(NetworkSyntax.text(network(given))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "10.0.0.256",
                "fe80::1%eth0",
                "fe80::1%2/64",
                "::/129",
                "::ffff:10.0.0.0/8",
                "localhost",
                "10.0.0.0 /8",
                "1::2::3"
            })
    void isNoOther(String text) {
        assertThat(NetworkSyntax.parse(text)).isNull();
    }

    @Test
    void tellsHostBits() {
        assertThat(NetworkSyntax.hasHostBits("10.1.2.3/8", network("10.1.2.3/8")))
                .isTrue();
        assertThat(NetworkSyntax.hasHostBits("10.0.0.0/8", network("10.0.0.0/8")))
                .isFalse();
        assertThat(NetworkSyntax.hasHostBits("2001:db8::1/64", network("2001:db8::1/64")))
                .isTrue();
        assertThat(NetworkSyntax.hasHostBits("10.1.2.3", network("10.1.2.3"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
        "10.0.0.128/25, 10.0.0.128, 10.0.0.127",
        "128.0.0.0/1, 255.0.0.1, 127.255.255.255",
        "192.168.1.7, 192.168.1.7, 192.168.1.6",
        "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::",
        "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, 2001:db8:0:1::",
        "2001:db8::8000:0:0:0/65, 2001:db8::8000:0:0:1, 2001:db8::7fff:0:0:1",
        "::1, ::1, ::2",
        "::/0, 2001:db8::1, 10.0.0.1",
        "0.0.0.0/0, 10.0.0.1, 2001:db8::1"
    })
    void holdsWhatLiesInIt(String network, String inside, String outside) throws UnknownHostException {
        assertThat(network(network).contains(bytes(inside))).isTrue();
        assertThat(network(network).contains(bytes(outside))).isFalse();
    }

    @Test
    void isEqualToTheSameOne() {
        assertThat(List.of(network("10.9.9.9/8"), network("::ffff:10.0.0.0/104")))
                .containsOnly(network("10.0.0.0/8"));
    }

    private static Network network(String text) {
        Network network = NetworkSyntax.parse(text);
        if (network == null) {
            throw new AssertionError("no network: " + text);
        }
        return network;
    }

    private static byte[] bytes(String address) throws UnknownHostException {
        return InetAddress.getByName(address).getAddress();
    }
}
