package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("core")
class LanHostTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "localhost.",
                "127.0.0.1",
                "127.255.0.9",
                "127.1",
                "127",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "0000:0000:0000:0000:0000:0000:0000:0001",
                "::ffff:127.0.0.1",
                "::FFFF:7f00:1"
            })
    void loopbackInAnySpelling(String host) {
        assertThat(new LanHost(host, 80).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "localhost.lan", "mylocalhost", "128.0.0.1", "12.7.0.1", "1.2.7.0", "1270.0.0.1", "127.0.0.1.lan",
                "192.168.127.1", "nas", "::2", "::", "fd00::1", "1::1", "::ffff:10.0.0.1", "[fd00::1]"
            })
    void anythingElseIsAnotherMachine(String host) {
        assertThat(new LanHost(host, 80).isLoopback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"nas.lan, nas.lan:80", "10.0.0.7, 10.0.0.7:80", "fd00::7, [fd00::7]:80", "[fd00::7], [fd00::7]:80"})
    void readsAsHostAndPort(String host, String expected) {
        assertThat(new LanHost(host, 80)).hasToString(expected);
    }
}
