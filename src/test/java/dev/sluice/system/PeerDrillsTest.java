package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.PeerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Who is down, and who is not: peers that fall silent or flap, on a site where everything else that can go wrong goes wrong
 * at the same time, beside peers that are well. One site and one span of time for all, because most of it is waiting; so
 * the order matters: troubles run from the first test to the last.
 */
@Tag("drill")
@Tag("quiet")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeerDrillsTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final Duration WINDOW = FORM.pick(Duration.ofSeconds(18), Duration.ofMinutes(10));
    private static final Duration LIMIT = FORM.pick(Duration.ofMinutes(5), Duration.ofMinutes(40));
    /** In short {@link StarvedDoorsTest} sees to that. */
    private static final Duration STARVED = FORM.pick(Duration.ZERO, Duration.ofSeconds(30));

    /** Small, so that a crowd at one peer fills it; for a freeze at full rate it is enough. */
    private static final Map<String, String> SMALL_POOLS = Map.of("SLUICE_PROXY_POOL_SIZE", "320");

    private static Site site;
    private static PeerProcess substitute;
    private static SilentPeers silent;
    private static Troubles troubles;
    private static FutureTask<Void> flapping;
    private static long began;

    @BeforeAll
    static void open() {
        site = new Site(SMALL_POOLS);
        substitute = site.gateway("substitute");
        SilentPeers.warm(substitute);
        silent = new SilentPeers(site, substitute);
        troubles = new Troubles(site, substitute, LIMIT);
        flapping = new FutureTask<>(() -> {
            new FlappingPeer(site, substitute, troubles.bystander()).run();
            return null;
        });
        if (FORM == DrillForm.SHORT) {
            Thread beside = new Thread(flapping, "flapping"); // all the others
            beside.setDaemon(true);
            beside.start();
        }
        began = System.nanoTime();
    }

    @AfterAll
    static void close() {
        if (troubles != null) {
            flapping.cancel(true);
            troubles.close();
        }
        site.close();
    }

    @Test
    @Order(1)
    void aFrozenPrimaryLosesNoGetAndComesHomeOnlyAfterItsCooldown() {
        silent.frozenUnderLoad();
    }

    @Test
    @Order(2)
    @Tag("only-in-full")
    void overHttp2InTlsAFrozenPrimaryLosesNoGetEither() {
        silent.frozenUnderHttp2Load();
    }

    @Test
    @Order(3)
    void aPrimaryWhosePacketsAreDroppedLosesNoGet() {
        silent.droppedUnderLoad();
    }

    @Test
    @Order(4)
    void aPrimaryWhoseQueueIsFullLosesNoGet() {
        silent.queueFullUnderLoad();
    }

    @Test
    @Order(5)
    void anIdleFrozenPeerIsDownSoonToo() {
        silent.frozenIdle();
    }

    @Test
    @Order(6)
    void aFlappingPrimaryCausesOnePivotAndLosesNoGet() throws Exception {
        flapping.run(); // unless it has begun long ago
        flapping.get();
    }

    /** Last: nothing can be asked while no descriptor is left. */
    @Test
    @Order(7)
    void noTroubleThatIsNotThePeersMakesItDown() {
        untilInWindow(WINDOW.minus(STARVED.plus(STARVED)));
        troubles.calmDown();
        if (FORM == DrillForm.FULL) {
            starve();
        }
        untilInWindow(WINDOW);
        int starved = troubles.assertNobodyWasBlamed();
        DrillTable.row(
                "troubles not the peer's",
                "no healthy peer DOWN, no pivot",
                "none of " + troubles.count() + " peers in " + (System.nanoTime() - began) / 1_000_000_000 + " s"
                        + (starved == 0 ? "" : " but for " + starved + " that this machine starved"));
    }

    private static void untilInWindow(Duration since) {
        await().atMost(WINDOW.plus(Site.PATIENCE)).until(() -> System.nanoTime() - began > since.toNanos());
    }

    /** Sluice may open no more sockets for a while: neither for clients nor for peers, nor to probe. */
    private static void starve() {
        try (LoadRun load = LoadRun.start(LoadRun.Load.gets(site.sluice().httpPort(), "failing.test", 20))) {
            await().atMost(Site.PATIENCE).until(() -> load.soFar().size() >= 20);
            long starved = System.nanoTime();
            site.sluice().starveOfDescriptors();
            try {
                await().atMost(STARVED.plus(Site.PATIENCE))
                        .until(() -> System.nanoTime() - starved > STARVED.toNanos());
            } finally {
                site.sluice().feedDescriptors();
            }
        }
        assertThat(site.sluice().output())
                .as("what Sluice said")
                .contains("never left") // its probes, so it was starved indeed
                .doesNotContain("expected it to run"); // its database, which was well too
        await().ignoreExceptions()
                .atMost(Site.PATIENCE)
                .until(() -> Gets.one(site.sluice().httpPort(), "failing.test").status() == 200);
    }
}
