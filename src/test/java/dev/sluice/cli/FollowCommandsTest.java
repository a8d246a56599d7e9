package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.SluiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands that go on telling, against the running program. */
class FollowCommandsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static SluiceProcess sluice;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void open() {
        sluice = SluiceProcess.start();
    }

    @AfterAll
    static void close() {
        sluice.close();
    }

    private Thread following(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--follow", "--admin", sluice.adminUri(), "--token", SluiceProcess.TOKEN));
        Thread thread = new Thread(() -> CommandLineInterface.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new)));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** One that is not probed: its state stays what it is. */
    private static long peer(String name) {
        JsonObject peer =
                new JsonObject().put("name", name).put("host", "192.0.2.4").put("enabled", false);
        return sluice.create("/peers", peer);
    }

    private Stream<JsonObject> objects() {
        return out.toString().lines().map(JsonObject::new);
    }

    @Test
    void eventsAreFollowedAsTheyHappen() throws Exception {
        peer("gw-a");
        peer("gw-b");
        Thread following =
                following("events", "--event", "peer_created,peer_deleted", "--since", "1h", "--limit", "4", "--json");
        await().atMost(PATIENCE).until(() -> out.toString().lines().count() == 2);
        long id = peer("gw-d");
        sluice.admin().delete("/api/v1/peers/" + id).expect(204);
        following.join(PATIENCE.toMillis());

        assertThat(following.isAlive()).isFalse();
        assertThat(objects().map(event -> event.getString("message")))
                .containsExactly(
                        "Peer gw-a was created",
                        "Peer gw-b was created",
                        "Peer gw-d was created",
                        "Peer gw-d was deleted");
    }

    @Test
    void theStatusIsToldAgainWheneverItChanges() throws Exception {
        Thread following = following("status", "--limit", "3", "--json");
        await().atMost(PATIENCE).until(() -> objects().count() == 1);
        long id = sluice.create(
                "/gateway-pools", new JsonObject().put("name", "pool").put("failback_cooldown_s", 0));
        await().atMost(PATIENCE).until(() -> objects().count() == 2);
        sluice.admin().delete("/api/v1/gateway-pools/" + id).expect(204);
        following.join(PATIENCE.toMillis());

        assertThat(following.isAlive()).isFalse();
        assertThat(objects().map(status -> status.getJsonObject("pools").getInteger("total")))
                .containsExactly(0, 1, 0);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void peopleGetATimeAndATable() throws Exception {
        Thread following = following("status", "--limit", "1");
        following.join(PATIENCE.toMillis());

        assertThat(following.isAlive()).isFalse();
        assertThat(out.toString())
                .matches(
                        "(?s)\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ\\RSluice .* is ready, at revision .*\\Rpeers .*");
    }
}
