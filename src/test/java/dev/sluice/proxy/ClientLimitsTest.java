package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many clients a limit of descriptors allows. */
class ClientLimitsTest {

    @ParameterizedTest
    @CsvSource({"512, 144", "1024, 374", "20000, 8913", "1048576, 20000", "9223372036854775807, 20000", "100, 16"})
    void eachClientHasADescriptorForItsUpstreamAndTheProcessItsOwn(long descriptors, int connections) {
        assertThat(ClientLimits.connections(descriptors)).isEqualTo(connections);
    }
}
