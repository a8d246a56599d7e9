package dev.sluice.core.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.mirror.MirrorCounts.Outcome;
import dev.sluice.core.site.Mirror;
import dev.sluice.core.site.SiteFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which requests are copied, and how many at a time. */
@Tag("core")
class MirroringTest {

    private static Mirroring of(Map<String, Object> terms) {
        Map<String, Object> all = new HashMap<>(terms);
        all.put("url", "http://127.0.0.1:1");
        Mirror mirror = SiteFields.read(Map.of("mirror", all)).of(Mirror.class);
        return new Mirroring(Objects.requireNonNull(mirror), new MirrorCounts());
    }

    private static long picked(int percent) {
        Mirroring mirror = of(Map.of("percent", percent));
        return IntStream.range(0, 10_000).filter(i -> mirror.picks("GET")).count();
    }

    @Test
    void theShareIsWhatIsWanted() {
        assertThat(picked(0)).isZero();
        assertThat(picked(100)).isEqualTo(10_000);
        assertThat(picked(30)).as("eight deviations of 46 to each side").isBetween(2_630L, 3_370L);
        assertThat(picked(1)).isBetween(20L, 180L);
    }

    @Test
    void methodsDecideFirst() {
        Mirroring usual = of(Map.of());
        for (String safe : List.of("GET", "HEAD", "OPTIONS")) {
            assertThat(usual.picks(safe)).as(safe).isTrue();
        }
        for (String other : List.of("POST", "PUT", "DELETE", "PATCH", "get", "PROPFIND")) {
            assertThat(usual.picks(other)).as(other).isFalse();
        }
        Mirroring posts = of(Map.of("methods", List.of("POST")));
        assertThat(posts.picks("POST")).isTrue();
        assertThat(posts.picks("GET")).isFalse();
    }

    @Test
    void noMoreThanSoManyAtATimeFromAllThreads() {
        Mirroring mirror = of(Map.of("max_in_flight", 3));
        long begun = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    return mirror.begin();
                }))
                .toList()
                .stream()
                .filter(CompletableFuture::join)
                .count();
        assertThat(begun).isEqualTo(3);
        assertThat(mirror.counts().inFlight()).isEqualTo(3);
        assertThat(mirror.counts().counted(Outcome.DROPPED)).isEqualTo(5);
        mirror.counts().end();
        assertThat(mirror.begin()).isTrue();
        assertThat(mirror.begin()).isFalse();
    }
}
