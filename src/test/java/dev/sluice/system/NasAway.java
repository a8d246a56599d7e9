package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.system.HomeNetwork.Machine;
import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.Rest;
import dev.sluice.testing.TcpClient;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The NAS cannot be reached while both gateways are well: nothing is said of them, and other hosts' routes stay. */
record NasAway(HomeSite home) {

    /** A check each 10 s, one that says nothing for 2 s, and what is said of it; then the other gateway looks at once. */
    private static final Duration FOUND = DrillForm.current().bound(Duration.ofSeconds(13));

    void behindHomeAndThenBehindBoth() {
        long cut = System.nanoTime();
        home.network().cutNas(Machine.HOME);
        ask();
        home.site().awaitServing(home.nas(), home.id(Machine.DS918), FOUND);
        Duration moved = Duration.ofNanos(System.nanoTime() - cut);
        itIsHomesFault(home.nas());
        home.site().awaitServing(home.echo(), home.id(Machine.DS918), FOUND);
        assertThat(get("nas.test").status()).isEqualTo(200);
        assertThat(whoAnswers("nas.test")).contains(home.by(Machine.DS918));
        othersStay();
        DrillTable.row(
                "NAS silent behind Home alone",
                "its routes move to DS918 within 13 s, the others stay",
                "moved after " + moved.toMillis() + " ms; " + explained().getString("because"));

        home.network().cutNas(Machine.DS918);
        ask();
        awaitOwnFailure();
        theFailureShows("NAS silent behind both", 504);
        home.network().mendNas(Machine.HOME);
        home.network().mendNas(Machine.DS918);
        comesBack();
    }

    void stopped() {
        home.network().stopNas();
        assertThat(get("nas.test").status()).isEqualTo(502);
        awaitOwnFailure();
        theFailureShows("NAS stopped", 502);
        home.network().startNas();
        comesBack();
    }

    private void itIsHomesFault(long route) {
        JsonObject serving = home.site().route(route).getJsonObject("serving");
        assertThat(serving.getString("cause")).isEqualTo("home_unreachable");
        JsonObject explained = explained();
        assertThat(explained.getLong("chosen")).isEqualTo(home.id(Machine.DS918));
        assertThat(explained.getString("because")).contains("Home, cannot reach " + lan());
        assertThat(explained.getJsonArray("others").getJsonObject(0).getString("why_not"))
                .startsWith("agent of Home cannot reach " + lan() + " (timeout), checked ");
    }

    private void othersStay() {
        assertThat(home.site().route(home.media()).getLong("serving_peer_id")).isEqualTo(home.id(Machine.HOME));
        assertThat(home.site().route(home.ssh(Machine.HOME)).getLong("serving_peer_id"))
                .isEqualTo(home.id(Machine.HOME));
        assertThat(whoAnswers("media.test")).contains(home.by(Machine.HOME));
        for (Machine machine : Machine.values()) {
            assertThat(home.site().state(home.id(machine))).isEqualTo("alive");
        }
    }

    /** Until nobody is known to reach it. */
    private void awaitOwnFailure() {
        await().atMost(FOUND).until(() -> {
            JsonObject explained = explained();
            return explained.getString("because").contains("no other candidate is known to reach it")
                    && explained
                            .getJsonArray("others")
                            .getJsonObject(0)
                            .getString("why_not")
                            .contains("cannot reach");
        });
    }

    private void theFailureShows(String name, int status) {
        Rest.Answer answer = get("nas.test");
        DrillTable.row(
                name,
                "the application's own failure shows, no outage page",
                answer.status() + " " + answer.text().strip() + "; "
                        + explained().getString("because"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-gateway-error")).isEmpty();
        assertThat(answer.text()).doesNotContain(HomeSite.OUTAGE);
        assertThat(explained().getLong("chosen")).isEqualTo(home.id(Machine.HOME));
        assertThat(home.outages()).isZero();
        othersStay();
    }

    /** By Home in the end; by DS918 for as long as only its agent has seen that the NAS is there again. */
    private void comesBack() {
        await().atMost(FOUND).until(() -> get("nas.test").status() == 200);
        await().atMost(FOUND).until(() -> whoAnswers("nas.test").contains(home.by(Machine.HOME)));
    }

    /** Somebody asks; whatever comes of it, the agent that cannot carry it looks at once, in the short form. */
    private void ask() {
        if (DrillForm.current() == DrillForm.SHORT) {
            Thread client = new Thread(
                    () -> {
                        try (TcpClient socket = new TcpClient(home.sluice().httpPort())) {
                            socket.send("GET / HTTP/1.1\r\nHost: nas.test\r\nConnection: close\r\n\r\n");
                            socket.rest();
                        } catch (UncheckedIOException unanswered) {
                            // as it may be
                        }
                    },
                    "asks-for-the-nas");
            client.setDaemon(true);
            client.start();
        }
    }

    private Rest.Answer get(String domain) {
        return Gets.one(home.sluice().httpPort(), domain);
    }

    private String whoAnswers(String domain) {
        return get(domain).headers().firstValue("x-peer").orElse("");
    }

    private JsonObject explained() {
        return home.sluice().get("/explain?url=http://nas.test/");
    }

    private String lan() {
        return home.network().nas().name() + ":" + home.network().nas().port();
    }
}
