package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the log must have of a gateway's death and of the pivot after it: each once, with the time when it was.
 *
 * @param name of the gateway
 * @param died just before it was killed
 * @param pivot name of the pivot's event
 */
record ToldDeath(Site site, String name, Instant died, String pivot) {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** How long it took, from now, until all of it is in the database. */
    Duration awaitWritten(Duration limit) {
        long asked = System.nanoTime();
        await().atMost(limit)
                .until(() -> isSaved(since("gateway_down"))
                        && isSaved(since(pivot))
                        && Files.notExists(site.sluice().stateDir().resolve("ledger.pending")));
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(since("gateway_down")).singleElement().satisfies(event -> assertThat(event.getString("message"))
                .contains(name));
        assertThat(since(pivot)).hasSize(1);
        assertThat(List.of(since("gateway_down").get(0), since(pivot).get(0)))
                .allSatisfy(event -> assertThat(event.getInstant("at")).isBetween(died, died.plus(SOON)));
        return took;
    }

    /** What is told of it now, saved or not. */
    List<JsonObject> since(String event) {
        return site.events(event).stream()
                .filter(one -> !one.getInstant("at").isBefore(died))
                .toList();
    }

    private static boolean isSaved(List<JsonObject> events) {
        return !events.isEmpty() && events.stream().allMatch(event -> event.getBoolean("saved"));
    }
}
