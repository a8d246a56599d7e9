package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract where a route's domain is an IPv6 address. */
class AddressHostContractTest extends Contract {

    @SuppressWarnings("NullAway.Init")
    private RawUpstream app;

    @BeforeEach
    void serve() {
        app = upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            }
        });
        door().publish(new Plan(7, "fd00::5").through(Door.upstream(1, app)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[fd00::5]", "[fd00::5]:8443", "[FD00:0:0:0:0:0:0:5]:8443", "[fd00::0.0.0.5]:80"})
    void itIsFoundInEverySpelling(String host) {
        assertThat(client().get("/", "host", host).body()).isEqualTo("hi");
        assertThat(app.heads().get(0).toLowerCase(Locale.ROOT))
                .as("upstreams get what came")
                .contains("\r\nhost: " + host.toLowerCase(Locale.ROOT) + "\r\n")
                .contains("\r\nx-forwarded-host: " + host.toLowerCase(Locale.ROOT) + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[fe80::1%25eth0]", "[fd00::5%1]:80", "[10.0.0.1]", "[fd00::5]:0"})
    void aZoneOrNoAddressOfIpv6IsRefused(String host) {
        assertThat(client().get("/", "host", host).status()).isEqualTo(400);
        assertThat(app.heads()).isEmpty();
    }

    /** Over HTTP/2 the stream is reset (RFC 9113 8.1.1). */
    @ParameterizedTest
    @ValueSource(strings = {"[fd00::5", "[fd00::5]x", "fd00::5"})
    void whatIsNoAuthorityIsRefused(String host) {
        int status =
                client().ask("GET", "/", Speaker.NONE, "host", host).answer().status();
        assertThat(status).isEqualTo(over.isMultiplexed() ? 0 : 400);
        assertThat(app.heads()).isEmpty();
    }

    @Test
    void anotherAddressIsAnotherHost() {
        assertThat(client().get("/", "host", "[fd00::6]").status()).isEqualTo(404);
    }
}
