package dev.sluice.core.acme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicNamesTest {

    @ParameterizedTest
    @CsvSource({
        "shop.example.net, true",
        "example.com, true",
        "xn--bcher-kva.ch, true",
        "a.b.c.d.org, true",
        "testing.org, true",
        "*.example.net, false",
        "localhost, false",
        "app.localhost, false",
        "nas, false",
        "nas.lan, false",
        "nas.local, false",
        "nas.internal, false",
        "nas.home.arpa, false",
        "app.test, false",
        "app.example, false",
        "app.invalid, false",
        "hidden.onion, false",
        "192.0.2.7, false"
    })
    void onlyNamesThatAPublicAuthorityCanAskAboutByHttp(String domain, boolean isPublic) {
        assertThat(PublicNames.isPublic(domain)).isEqualTo(isPublic);
    }
}
