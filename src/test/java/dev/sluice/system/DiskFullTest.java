package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.SmallDisk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The disk fills up on which the database lies, and whatever else Sluice writes: it serves on, refuses what it cannot write,
 * and has written everything soon after there is room again.
 */
@Tag("drill")
class DiskFullTest {

    /** A new database takes some 40, its first further piece of write-ahead log 16. */
    private static final int MEGABYTES = 80;

    @Test
    void nothingIsLostButCommandsWhileTheDiskIsFull() {
        SmallDisk disk = SmallDisk.of(MEGABYTES);
        try (Site site = new Site(SluiceProcess.start(Map.of(), disk))) {
            PeerProcess a = site.gateway("A");
            PeerProcess b = site.gateway("B");
            site.pool(Site.failoverPool(3600), a, b);
            long route = site.pinnedRoute(OutageUnderLoad.DOMAIN, a);
            site.awaitServing(route, a);
            OutageUnderLoad scene = new OutageUnderLoad(site, route, a, b);

            scene.run(new FullDisk(disk, scene));

            await().atMost(Site.PATIENCE)
                    .until(() -> site.sluice().output().contains("The last good state: kept on disk again"));
            assertThat(site.sluice().output())
                    .contains("The last good state cannot be kept on disk", "Unsaved events cannot be kept on disk")
                    .doesNotContain("\tat "); // no stack trace
            assertThat(site.sluice().terminate()).as(site.sluice().output()).isZero();
        }
    }

    /**
     * No room for anything. The database refuses what needs a new page, until its log needs one: then it ends, and cannot be
     * started.
     */
    private record FullDisk(SmallDisk disk, OutageUnderLoad scene) implements DatabaseOutage {
        @Override
        public String title() {
            return "disk full";
        }

        @Override
        public Duration firstRefusal() {
            return Duration.ofMillis(500);
        }

        @Override
        public boolean readable() {
            return true;
        }

        /** Until there is no room within the files either that the database has. */
        @Override
        public void begin() {
            await().atMost(Site.PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        disk.fill();
                        return scene.edited().status() == 503;
                    });
        }

        @Override
        public void last() {
            disk.fill();
        }

        @Override
        public void end() {
            disk.free();
        }
    }
}
