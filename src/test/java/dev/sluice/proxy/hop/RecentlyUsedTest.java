package dev.sluice.proxy.hop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is asked for stays, what is not goes. */
class RecentlyUsedTest {

    @Test
    void neverMoreThanItsBoundAndTheOldestGoFirst() {
        RecentlyUsed<Integer, String> map = new RecentlyUsed<>(3);
        for (int i = 0; i < 100; i++) {
            map.computeIfAbsent(i, number -> "made");
            map.computeIfAbsent(0, number -> "made again");
            assertThat(map).hasSizeLessThanOrEqualTo(3);
        }
        assertThat(map).containsOnlyKeys(98, 99, 0).containsEntry(0, "made");
    }
}
