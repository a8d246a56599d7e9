package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.FreePort;
import dev.sluice.testing.SluiceProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the commands say and do about peers, pools and routes, against the running program. */
class FleetCommandsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WAITING = 1000;

    private static final Map<String, Integer> PORTS = new HashMap<>();
    private static final Map<String, ServerSocket> LISTENING = new HashMap<>();
    private static SluiceProcess sluice;
    private StringWriter err = new StringWriter();
    private int code;

    @BeforeAll
    static void open() throws IOException {
        sluice = SluiceProcess.start();
        JsonArray members = new JsonArray();
        for (String name : List.of("gw-a", "gw-b", "gw-c")) {
            PORTS.put(name, FreePort.next());
            listen(name);
            long id = sluice.create(
                    "/peers",
                    new JsonObject()
                            .put("name", name)
                            .put("host", "127.0.0.1")
                            .put("proxy_port", PORTS.get(name))
                            .put(
                                    "probe",
                                    new JsonObject()
                                            .put("kind", "tcp")
                                            .put("interval", "250ms")
                                            .put("fall", 1)
                                            .put("rise", 1)));
            if (!name.equals("gw-c")) {
                members.add(new JsonObject().put("peer_id", id));
            }
        }
        long pool = sluice.create(
                "/gateway-pools", new JsonObject().put("name", "house").put("failback_cooldown_s", 3600));
        sluice.admin().put("/api/v1/gateway-pools/" + pool + "/members", new JsonObject().put("members", members));
        pinned("app.example", members.getJsonObject(0).getLong("peer_id"));
        pinned(
                "alone.example",
                sluice.get("/peers").getJsonArray("items").getJsonObject(2).getLong("id"));
        sluice.create(
                "/routes",
                new JsonObject()
                        .put("domain", "both.example")
                        .put("path_prefix", "/api")
                        .put("target_kind", "pool")
                        .put("target_pool_id", pool));
    }

    private static void pinned(String domain, long peerId) {
        sluice.create(
                "/routes",
                new JsonObject()
                        .put("domain", domain)
                        .put("target_kind", "gateway")
                        .put("target_peer_id", peerId));
    }

    private static void listen(String name) throws IOException {
        LISTENING.put(name, new ServerSocket(PORTS.get(name), WAITING, InetAddress.getLoopbackAddress()));
    }

    @AfterAll
    static void close() throws IOException {
        for (ServerSocket one : LISTENING.values()) {
            one.close();
        }
        sluice.close();
    }

    @BeforeEach
    void allAreAlive() {
        await().atMost(PATIENCE).until(() -> run("status").contains("3 alive, 0 cooldown, 0 down"));
    }

    private String run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--admin", sluice.adminUri(), "--token", SluiceProcess.TOKEN));
        StringWriter out = new StringWriter();
        err = new StringWriter();
        code = CommandLineInterface.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return out.toString();
    }

    private String done(String... arguments) {
        String out = run(arguments);
        assertThat(code).as(err.toString()).isZero();
        return out;
    }

    private void refused(String words, String... arguments) {
        assertThat(run(arguments)).isEmpty();
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(words);
    }

    /** Waits until both sentences about the route are these. */
    private void explained(String url, String first, String second) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> lines = done("explain", url).lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).contains(first);
            assertThat(lines.get(1)).contains(second);
        });
    }

    @Test
    void tablesTellHowEverythingIs() {
        assertThat(done("status")).contains(" is ready, at revision ").contains("3 enabled, 0 away, 0 outage");
        assertThat(done("peers").lines().filter(line -> line.startsWith("gw-")))
                .hasSize(3)
                .allMatch(line -> line.contains("gateway  127.0.0.1:") && line.contains("  alive  "));
        assertThat(done("pools")).containsPattern("house +failover +auto +3600 s +gw-a alive, gw-b alive");
        assertThat(done("routes"))
                .containsPattern("app.example +gw-a +gw-a +[^ ]+ [^ ]+Z +home")
                .containsPattern("both.example/api +pool house +gw-a ");
        assertThat(done("readiness"))
                .containsPattern("app.example +gw-a +yes +gw-b +-")
                .containsPattern("alone.example +gw-c +no +- +its home is in no enabled pool");
        assertThat(done("events", "--event", "pool_created")).containsPattern("pool_created .*house");
        assertThat(done("drill")).isEqualTo("No drill runs.\n");
        for (String kind : List.of("/routes", "/gateway-pools")) {
            String command = kind.equals("/routes") ? "routes" : "pools";
            assertThat(new JsonObject(done(command, "--json")).getInteger("total"))
                    .isEqualTo(sluice.get(kind).getInteger("total"));
        }
        assertThat(new JsonObject(done("routes", "--json"))).isEqualTo(sluice.get("/routes"));
    }

    @Test
    void whatCannotBeIsSaid() {
        refused("peer: actual gw-x, expected the name of one: gw-a, gw-b, gw-c", "drain", "gw-x");
        refused("route: actual nowhere.example, expected one that", "failback", "nowhere.example");
        refused("(peer_not_candidate)", "pivot", "alone.example", "--to", "gw-a");
        refused("for: actual ", "pivot", "app.example", "--to", "gw-b", "--for", "soon");
        refused("(drain_would_stop_routes)", "drain", "gw-c");
        refused("drill: actual none on gw-a", "drill", "gw-a", "--end");
        refused("(no_route)", "explain", "https://nowhere.example/");
        refused("event: actual ", "events", "--event", "nothing");
        refused("Missing required", "pivot", "app.example");
    }

    @Test
    void commandsMoveRoutesAndExplainSaysWhatComesNext() throws IOException {
        String app = "https://app.example/";
        explained(
                app,
                "gw-a is the home of this route and serves since",
                "If gw-a is lost, gw-b takes over; its tcp probe would not see that it is frozen.");
        explained(
                "https://alone.example", "gw-c is the home", "nobody serves: its home is in no enabled pool; its tcp");

        assertThat(done("pivot", "app.example", "--to", "gw-b")).contains("is served by gw-b by your word, until you");
        explained(app, "The operator said that gw-b serves", "sluice failback app.example.");
        done("pivot", "both.example/api", "--to", "gw-b", "--for", "1h");
        explained("https://both.example/api/x", "The operator said", "Z, and gw-a is preferred again.");
        assertThat(done("failback", "app.example")).contains("app.example is served by gw-a (home).");
        done("failback", "both.example/api");

        assertThat(done("drain", "gw-a")).contains("gw-a is drained");
        explained(app, "the home, gw-a, is drained.", "back to gw-a when that is resumed: sluice resume gw-a.");
        refused("(drain_would_stop_routes)", "drain", "gw-b");
        assertThat(done("resume", "gw-a")).contains("gw-a is alive, and may get requests.");

        assertThat(done("drill", "gw-a", "--for", "10m")).contains("it is as if gw-a were DOWN");
        assertThat(done("drill")).containsPattern("gw-a +[^ ]+ [^ ]+Z +10m");
        explained(app, "because of a drill on the home, gw-a.", "Z if nothing else happens.");
        assertThat(done("drill", "gw-a", "--end")).isEqualTo("The drill on gw-a is over.\n");
        explained(app, "gw-a is the home", "gw-b takes over;");

        LISTENING.get("gw-a").close();
        explained(app, "because the home, gw-a, is DOWN.", "when that answers again and its cooldown of 1h is over.");
        assertThat(done("peers")).containsPattern("gw-a .*  down ");
        LISTENING.get("gw-b").close();
        explained(app, "Nothing serves since", "as soon as a candidate is usable: gw-a (it is DOWN since ");
        listen("gw-b");
        listen("gw-a");
        await().atMost(PATIENCE).until(() -> {
            done("failback", "--peer", "gw-a");
            done("failback", "--peer", "gw-b");
            return run("status").contains("3 alive");
        });
        explained(app, "gw-a is the home", "gw-b takes over;");

        assertThat(done("pivots")).containsPattern("pivot +gw-a +gw-b").containsPattern("failback +gw-b +gw-a");
        assertThat(done("events", "--event", "drill_ended,drill_started").lines())
                .hasSize(3);
    }

    @Test
    void webhooksAreListedAndTested() {
        assertThat(run("webhooks")).isEqualTo("There is no webhook.\n");
        sluice.create(
                "/webhooks",
                new JsonObject()
                        .put("name", "ops")
                        .put("url", "http://localhost:9/")
                        .put("preset", "ntfy")
                        .put("events", new JsonArray().add("drill_*")));

        assertThat(run("webhooks").lines())
                .last()
                .asString()
                .containsPattern("ops +ntfy +no +drill_\\* +http://localhost:9/");
        assertThat(run("webhooks", "test", "ops")).isEmpty();
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).startsWith("sluice: webhook ops: not called: ");
        assertThat(new JsonObject(run("webhooks", "test", "ops", "--json")).getBoolean("arrived"))
                .isFalse();
        run("webhooks", "test", "other");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("webhook: actual other, expected the name of one: ops");
    }

    @Test
    void eventsAreChosen() {
        assertThat(done(
                        "events",
                        "--peer",
                        "gw-a",
                        "--limit",
                        "1",
                        "--by",
                        "SLUICE_ADMIN_TOKEN",
                        "--event",
                        "peer_created"))
                .containsPattern("peer_created +SLUICE_ADMIN_TOKEN +Peer gw-a was created");
        refused("pool: actual nothing, expected the name of one: house", "events", "--pool", "nothing");
    }
}
