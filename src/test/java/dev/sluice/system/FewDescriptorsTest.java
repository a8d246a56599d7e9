package dev.sluice.system;

import dev.sluice.testing.SluiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 512 descriptors and 2,000 clients. In short {@link StarvedDoorsTest} has as many more than it may as fit its time. */
@Tag("drill")
@Tag("only-in-full")
class FewDescriptorsTest {

    private static final int DESCRIPTORS = 512;
    private static final int CLIENTS = 2_000;
    private static final String HOST = "few.test";

    @Test
    void thereAreAlwaysSomeLeft() throws IOException {
        try (Site site = new Site(SluiceProcess.startWithin(DESCRIPTORS, Map.of()))) {
            site.serveInClearToo(site.pinnedRoute(HOST, site.gateway("A")));
            new TooManyClients(site, HOST, CLIENTS, Duration.ofSeconds(9), DESCRIPTORS - 64).play();
        }
    }
}
