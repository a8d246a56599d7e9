package dev.sluice.core.acme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateNamesTest {

    @ParameterizedTest
    @CsvSource({
        "app.test, true",
        "nas.lan, true",
        "a.b.local, true",
        "nas.internal, true",
        "nas.home.arpa, true",
        "app.localhost, true",
        "localhost, true",
        "nas.fritz.home, true",
        "*.nas.lan, true",
        "*.home.arpa, true",
        "10.0.0.7, true",
        "10.255.255.255, true",
        "127.0.0.1, true",
        "172.16.0.1, true",
        "172.31.9.9, true",
        "192.168.178.1, true",
        "fd00::5, true",
        "fc00::, true",
        "fdff:ffff::1, true",
        "::1, true",
        "::, false",
        "::11, false",
        "fe80::1, false",
        "fd::5, false",
        "2001:db8::1, false",
        "nas, false",
        "lan, false",
        "test, false",
        "home.arpa, false",
        "atlan, false",
        "shop.atlan, false",
        "shop.example.net, false",
        "lan.example.net, false",
        "nas.example, false",
        "hidden.onion, false",
        "in-addr.arpa, false",
        "172.15.0.1, false",
        "172.32.0.1, false",
        "192.169.0.1, false",
        "100.64.0.1, false",
        "192.0.2.7, false",
        "8.8.8.8, false",
        "10.0.0.256, false",
        "010.0.0.7, false",
        "10.0.7, false",
        "*.10.0.0, false"
    })
    void onlyNamesOfAPrivateNetworkAndPrivateAddresses(String domain, boolean isPrivate) {
        assertThat(PrivateNames.isPrivate(domain)).isEqualTo(isPrivate);
    }

    @ParameterizedTest
    @CsvSource({
        "nas.lan",
        "shop.example.net",
        "nas.home.arpa",
        "192.168.0.1",
        "nas",
        "app.example",
        "localhost",
        "fd00::5",
        "2001:db8::1"
    })
    void noNameIsBoth(String domain) {
        assertThat(PrivateNames.isPrivate(domain) && PublicNames.isPublic(domain))
                .isFalse();
    }
}
