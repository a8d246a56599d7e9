package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Rest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pool that loses one member after another, and gets one back. */
class ThreeMembersTest {

    @Test
    void theLastMemberServesThenTheOutagePageThenWhoeverReturnsFirst() {
        try (Site site = new Site();
                MachinePauses pauses = MachinePauses.begin()) {
            PeerProcess a = site.gateway("A");
            PeerProcess b = site.gateway("B");
            PeerProcess c = site.gateway("C");
            site.pool(Site.failoverPool(3600).put("outage_message", "The NAS is asleep."), a, b, c);
            long route = site.pinnedRoute("nas.test", a);
            site.awaitServing(route, a);

            a.kill9();
            b.kill9();
            assertThat(ask(site).headers().firstValue("x-peer")).contains("C");
            site.awaitServing(route, c);

            c.kill9();
            site.awaitServing(route, null);
            outagePageIsPrompt(site, pauses);

            b.restart();
            Duration lost = pauses.lost();
            long returned = System.nanoTime();
            await().atMost(Site.PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> ask(site).status() == 200);
            assertThat(Duration.ofNanos(System.nanoTime() - returned))
                    .isLessThan(Duration.ofSeconds(4).plus(pauses.lost()).minus(lost));
            assertThat(ask(site).headers().firstValue("x-peer")).contains("B");
            site.awaitServing(route, b);

            await().atMost(Site.PATIENCE)
                    .until(() -> !site.events("pool_outage_resolved").isEmpty());
            assertThat(site.events("pool_outage_started")).hasSize(1);
            assertThat(site.events("pool_outage_resolved")).hasSize(1);
        }
    }

    private static void outagePageIsPrompt(Site site, MachinePauses pauses) {
        ask(site); // the first one pays for class loading
        Duration lost = pauses.lost();
        long begun = System.nanoTime();
        Rest.Answer answer = ask(site);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isEqualTo("The NAS is asleep.");
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(took).isLessThan(Duration.ofMillis(100).plus(pauses.lost()).minus(lost));
    }

    private static Rest.Answer ask(Site site) {
        return Gets.one(site.sluice().httpPort(), "nas.test");
    }
}
