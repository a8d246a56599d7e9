package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many wrong tokens an address may try. */
class ThrottleTest {

    private long nanos;

    private final Throttle throttle = new Throttle(new Clock() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }
    });

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(address);
        }
    }

    @Test
    void theTenthTryOfAMinuteIsTheLast() {
        fail("10.0.0.1", 9);
        assertThat(throttle.waitSeconds("10.0.0.1")).isZero();
        fail("10.0.0.1", 1);
        assertThat(throttle.waitSeconds("10.0.0.1")).isBetween(60L, 61L);
        assertThat(throttle.waitSeconds("10.0.0.2")).isZero();

        nanos += Duration.ofSeconds(59).toNanos();
        assertThat(throttle.waitSeconds("10.0.0.1")).isPositive();
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(throttle.waitSeconds("10.0.0.1")).isZero();
        fail("10.0.0.1", 1);
        assertThat(throttle.waitSeconds("10.0.0.1")).isZero();
    }

    @Test
    void aNetworkOfIpv6AddressesIsOneCaller() {
        fail("2001:db8:1:2:0:0:0:1", 5);
        fail("2001:db8:1:2:aaaa:0:0:9", 5);

        assertThat(throttle.waitSeconds("2001:db8:1:2:0:0:0:77")).isPositive();
        assertThat(throttle.waitSeconds("2001:db8:1:3:0:0:0:1")).isZero();
    }

    @Test
    void manyAddressesAreForgottenOldestFirst() {
        fail("10.0.0.1", 10);
        for (int i = 0; i < 10_000; i++) {
            throttle.failed("10.1." + i / 250 + "." + i % 250);
        }

        assertThat(throttle.waitSeconds("10.0.0.1")).isZero();
    }
}
