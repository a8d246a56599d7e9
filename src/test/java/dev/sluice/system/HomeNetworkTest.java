package dev.sluice.system;

import dev.sluice.testing.DrillTable;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A home with two gateways, an agent on each, and a front door outside, all as processes; see {@link HomeNetwork}. Of root's
 * the gateways have networks of their own. What becomes of a host that cannot be reached is {@link NasAwayTest}'s.
 */
@Tag("drill")
@Tag("quiet")
class HomeNetworkTest {

    private static HomeSite home;

    @BeforeAll
    static void open() {
        home = new HomeSite(HomeReboots.COOLDOWN_S);
        DrillTable.row(
                "home network",
                "two gateways, a NAS and a media server",
                home.network().isNamespaced() ? "each in a network of its own" : "all on loopback addresses");
    }

    @AfterAll
    static void close() {
        home.close();
    }

    @Test
    void itsRoutesAnswerWhicheverGatewayIsRebooted() throws IOException {
        HomeReboots.play(home);
    }
}
