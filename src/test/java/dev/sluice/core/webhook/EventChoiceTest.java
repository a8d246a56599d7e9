package dev.sluice.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.EventName;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventChoiceTest {

    @Test
    void eventsAreNamedOrBegun() {
        assertThat(EventChoice.of(List.of("gateway_*", "pool_outage_started")))
                .containsExactlyInAnyOrder(
                        EventName.GATEWAY_DOWN,
                        EventName.GATEWAY_ALIVE,
                        EventName.GATEWAY_RECOVERY_INTERRUPTED,
                        EventName.POOL_OUTAGE_STARTED);
    }

    @Test
    void aStarIsEverythingButTests() {
        assertThat(EventChoice.of(List.of("*"))).isEqualTo(EnumSet.complementOf(EnumSet.of(EventName.WEBHOOK_TEST)));
        assertThat(EventChoice.named("webhook_test")).isEmpty();
    }

    @Test
    void whatNamesNothingChoosesNothing() {
        assertThat(EventChoice.of(List.of("gateway", "GATEWAY_DOWN", "*_down", "", "gateway_down*x")))
                .isEmpty();
    }
}
