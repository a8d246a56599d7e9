package dev.sluice.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a webhook may call. */
class AddressGuardTest {

    private static final AddressGuard STRICT = new AddressGuard(List.of());

    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "64:ff9b::1.1.1.1",
                "2002:0101:0101::1",
                "::ffff:1.1.1.1"
            })
    void publicOnesAreCalled(String text) throws Exception {
        assertThat(STRICT.objection(address(text))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, this machine",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "10.0.0.1, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "169.254.169.254, link-local",
        "100.64.0.1, a provider's own",
        "198.19.0.1, for measurements",
        "224.0.0.1, multicast",
        "255.255.255.255, reserved",
        "::, this machine",
        "::1, loopback",
        "fe80::1, link-local",
        "fc00::1, private",
        "fdff::1, private",
        "fec0::1, private",
        "ff02::1, multicast",
        "2001:0:1::1, reserved",
        "2001:db8::1, for documentation",
        "::ffff:127.0.0.1, loopback",
        "::127.0.0.1, loopback",
        "64:ff9b::10.0.0.1, private",
        "64:ff9b:1::1, private",
        "2002:7f00:0001::1, loopback",
        "2002:a9fe:a9fe::1, link-local"
    })
    void othersAreNotHoweverTheyAreSpelt(String text, String why) throws Exception {
        assertThat(STRICT.objection(address(text))).isEqualTo(why + ", and not in webhooks.allow");
    }

    @Test
    void whatTheOperatorAllowsIsCalledAndNothingBesideIt() throws Exception {
        AddressGuard guard = new AddressGuard(List.of("10.2.0.0/15", "127.0.0.1", "fd00:1::/32"));

        assertThat(guard.objection(address("10.3.2.3"))).isNull();
        assertThat(guard.objection(address("10.1.255.255"))).startsWith("private");
        assertThat(guard.objection(address("10.4.0.0"))).startsWith("private");
        assertThat(guard.objection(address("127.0.0.1"))).isNull();
        assertThat(guard.objection(address("127.0.0.2"))).startsWith("loopback");
        assertThat(guard.objection(address("fd00:1:ffff::1"))).isNull();
        assertThat(guard.objection(address("fd00:2::1"))).startsWith("private");
        assertThat(guard.objection(address("2002:0a03:0203::1")))
                .as("what it carries is allowed")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0.0/", "lan", ""})
    void whatIsNoNetworkIsNotTakenForOne(String text) {
        assertThatThrownBy(() -> new AddressGuard(List.of(text))).hasMessageContaining("expected one such as");
    }
}
