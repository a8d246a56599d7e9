package dev.sluice.system;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A home's NAS that one of its gateways, and then both, cannot reach; nearly all of it is waiting for the next check. */
@Tag("drill")
class NasAwayTest {

    @Test
    void aHostThatCannotBeReachedMovesItsOwnRoutesAndNoOthers() {
        try (HomeSite home = new HomeSite(HomeReboots.COOLDOWN_S)) {
            if (home.network().isNamespaced()) {
                new NasAway(home).behindHomeAndThenBehindBoth();
            } else {
                new NasAway(home).stopped();
            }
        }
    }
}
