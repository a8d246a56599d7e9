package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How durations, sizes, addresses and masked texts are read. */
class ValueTextTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"100ms, PT0.1S", "99ms, -", "1h, PT1H", "61m, -", "10, -", "10 s, -", "1h30m, -", "-1s, -"})
    void durationsWithinTheirRange(String text, @Nullable Duration expected) {
        assertThat(Kinds.duration("100ms", "1h").reader().apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "500, 500",
                "500B, 500",
                "32KiB, 32768",
                "10MiB, 10485760",
                "2GiB, 2147483648",
                "32KB, -",
                "32 KiB, -",
                "-1, -",
                "KiB, -"
            })
    void sizes(String text, @Nullable Long expected) {
        assertThat(SizeText.read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "10.1.2.3/8, 10.0.0.0/8",
                "192.0.2.1, 192.0.2.1",
                "2001:DB8::1/32, 2001:db8::/32",
                "10.0.0.*, -",
                "10.0.0.1-5, -",
                "*, -",
                "10.0.0.0/33, -",
                "example.com, -"
            })
    void networks(String text, @Nullable String expected) {
        var networks = Kinds.networks().reader().apply(text);
        assertThat(networks == null ? null : networks.get(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0.0.0.0, 0.0.0.0",
                "::, ::",
                "front.example.com, front.example.com",
                "2001:db8::1, 2001:db8::1",
                "2001:db8::/32, -",
                "::g, -",
                "a b, -",
                "-a, -",
                "host:80, -"
            })
    void hosts(String text, @Nullable String expected) {
        assertThat(Kinds.host().reader().apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@h/d, postgresql://u:****@h/d",
        "postgresql://u:p@w:rd@h/d, postgresql://u:****@h/d",
        "postgresql://h/d?user=u&password=p&x=1, postgresql://h/d?user=u&password=****&x=1",
        "postgresql://h/d, postgresql://h/d",
        "p4ssword, 8 characters"
    })
    void masks(String text, String expected) {
        assertThat(DatabaseUrl.masked(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@h:5432/d, true",
        "postgres://h/d, true",
        "postgresql:///d?host=/run/postgresql, true",
        "postgresql:///d, false",
        "postgresql://h, false",
        "mysql://h/d, false",
        "h/d, false"
    })
    void databaseAddresses(String text, boolean expected) {
        assertThat(DatabaseUrl.read(text) != null).isEqualTo(expected);
    }
}
