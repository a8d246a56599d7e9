package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Descriptors;
import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.IdleCrowd;
import dev.sluice.testing.StandInCrowd.Gateway;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of WebSockets that say nothing: they cost little, and are there when they are needed. */
@Tag("drill")
@Tag("quiet")
class IdleWebSocketsTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int WANTED = FORM.pick(600, 9_000);
    private static final int SOME = 100;
    private static final long MOST_BYTES = 20 * 1024;

    /** Both ends that are not Sluice's are in this process; it needs some for itself. */
    private static final int SOCKETS = (int) Math.min(WANTED, (Descriptors.limit() - 1_000) / 2);

    @Test
    void eachTakesLessThanTwentyKibibytesOfHeap() {
        try (CrowdSite site = new CrowdSite(Map.of())) {
            Gateway gateway = site.gateways("A").get(0);
            site.pinnedRoute("idle.test", gateway);
            int port = site.sluice().httpPort();
            try (IdleCrowd first = IdleCrowd.open(port, "idle.test", SOME)) {
                long before = site.sluice().liveHeap();
                try (IdleCrowd crowd = IdleCrowd.open(port, "idle.test", SOCKETS - SOME)) {
                    long each = (site.sluice().liveHeap() - before) / crowd.size();
                    DrillTable.row(
                            SOCKETS + " idle WebSockets", "under 20 KiB of heap each", each + " bytes of heap each");
                    assertThat(each).as("bytes of heap for each").isLessThan(MOST_BYTES);
                    assertThat(crowd.alive()).isEqualTo(crowd.size());
                    assertThat(first.alive()).isEqualTo(first.size());
                }
            }
        }
    }
}
