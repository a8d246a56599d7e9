package dev.sluice.admin;

import static dev.sluice.admin.EveryOperation.hook;
import static dev.sluice.admin.EveryOperation.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.admin.EveryOperation.Asked;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each operation of the document, each answer that it may give and each code of a problem is called forth from the running
 * program, and each exchange is what the document says. What is not seen fails the test; what nobody can call forth from
 * outside is named here, with the test that sees it.
 */
class OpenApiCoverageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is not called forth here, and where it is seen instead. */
    private static final Set<String> NOT_SEEN = new TreeSet<>(Set.of(
            "internal", // StateApiTest, as the next
            "commit_unknown",
            "getReady 503", // StateApiTest: it is over before anybody asks
            "password_is_fixed", // AccessTest, as the next
            "setPassword 409",
            "logIn 503")); // SessionApiTest: after a start without the database only

    private final TestCertificate certificate = TestCertificate.of("made.test");

    @Test
    void everyOperationEveryAnswerAndEveryCodeIsSeen() throws IOException {
        HttpServer agent = server();
        try (ServerSocket held = new ServerSocket(FreePort.next(), 1, InetAddress.getLoopbackAddress());
                SluiceProcess sluice = SluiceProcess.start(Map.of(
                        "SLUICE_WATCHDOG_INTERVAL", "100ms",
                        "SLUICE_WEBHOOKS_ALLOW", "127.0.0.0/8",
                        "SLUICE_ACME_DIRECTORY", "https://127.0.0.1:9/directory"))) { // no public name asks there
            CoveredApi api = new CoveredApi(URI.create(sluice.adminUri()).getPort(), SluiceProcess.TOKEN);
            furnish(api, agent.getAddress().getPort());
            JsonObject backup = api.call("GET", "/backup", null).json();
            Map<String, Asked> good = new EveryOperation(certificate.chainPem(), certificate.keyPem(), backup).all();
            assertThat(good.keySet()).isEqualTo(Contract.read().operations().keySet());
            EveryFault faults = new EveryFault(api);

            Contract.read()
                    .answers()
                    .forEach((id, answers) -> answers.forEach(each -> faults.general(good.get(id), each)));
            faults.ofTheirOwn(held.getLocalPort(), sluice.httpPort());
            withoutItsDatabase(sluice, api, good);
            agentsThatFail(api, good);
            listenerHeld(sluice, api);
            RareAnswers rare = new RareAnswers(api);
            rare.agentLetInAndOut(sluice);
            rare.everyStreamTaken(sluice);
            rare.withoutTokenAndPools();
            good.forEach((id, one) -> done(api, id, one));
            faults.afterwards();
            rare.portTakenMeanwhile(faults);
            faults.tooManyTries(good);
            Set<String> left = new TreeSet<>(api.missingCodes());
            api.missing().forEach((id, answers) -> answers.forEach(each -> left.add(id + " " + each)));
            assertThat(left).isEqualTo(NOT_SEEN);
        } finally {
            agent.stop(0);
        }
    }

    private static void done(CoveredApi api, String id, Asked one) {
        if (id.equals("logOut")) {
            Reply session = api.call("POST", "/session", of("password", "a password of ours"));
            String cookie = String.valueOf(session.header("Set-Cookie")).split(";", 2)[0];
            Reply forged = api.as(null, "DELETE", "/session", null, "Cookie", cookie);
            assertThat(forged.code()).isEqualTo("csrf_token_needed");
            String csrf = session.json().getString("csrf_token");
            api.as(null, "DELETE", "/session", null, "Cookie", cookie, "X-CSRF-Token", csrf);
        } else if (id.equals("startDrill")) {
            long drill = api.call(one.method(), one.path(), one.body()).id();
            assertThat(api.call(one.method(), one.path(), one.body()).code()).isEqualTo("drill_running");
            api.call("DELETE", "/drills/" + drill, null);
        } else {
            api.call(one.method(), one.path(), one.body());
        }
        if (id.equals("createCertificate")) {
            assertThat(api.call(one.method(), one.path(), one.body()).code()).isEqualTo("certificate_exists");
        }
    }

    private static void withoutItsDatabase(SluiceProcess sluice, CoveredApi api, Map<String, Asked> good) {
        sluice.stopDatabase();
        Asked export = new Asked("GET", "/logs/activity?format=csv", null);
        all(Stream.concat(
                        Stream.of(export),
                        Contract.read().answers().entrySet().stream()
                                .filter(operation -> operation.getValue().contains("503"))
                                .map(operation -> good.get(operation.getKey())))
                .map(one -> () -> api.call(one.method(), one.path(), one.body())));
        Reply without = api.call("POST", "/peers/1/failback", null);
        assertThat(without.status()).as(without.body().toString()).isEqualTo(200);
        sluice.letDatabaseStart();
        await().atMost(PATIENCE).until(() -> api.call("GET", "/revisions", null).status() == 200);
    }

    private static void agentsThatFail(CoveredApi api, Map<String, Asked> good) {
        all(good.entrySet().stream()
                .filter(operation -> operation.getKey().startsWith("agent"))
                .map(Map.Entry::getValue)
                .flatMap(one -> Stream.of("1/agent/page", "1/agent/silent", "4/agent/x")
                        .map(path -> () -> api.call(one.method(), "/peers/" + path, one.body()))));
    }

    private static void listenerHeld(SluiceProcess sluice, CoveredApi api) throws IOException {
        try (ServerSocket other = new ServerSocket(sluice.agentPort(), 1, InetAddress.getLoopbackAddress())) {
            Reply refused = api.call("POST", "/peers/1/pairing-code", null);
            assertThat(refused.code()).as("while " + other + " is there").isEqualTo("agent_listener_refused");
        }
        await().atMost(PATIENCE)
                .until(() -> api.call("POST", "/peers/1/pairing-code", null).status() == 200);
    }

    private static void all(Stream<Runnable> calls) {
        ExecutorService beside = Executors.newFixedThreadPool(8);
        try {
            CompletableFuture.allOf(calls.map(call -> CompletableFuture.runAsync(call, beside))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            beside.shutdownNow();
        }
    }

    /** Peers one and two, a regular three, a lonely four; pools of one and two, of nobody, of four; a thing of each kind. */
    private void furnish(CoveredApi api, int port) {
        make(api, "/peers", of("name", "one", "host", "127.0.0.1", "proxy_port", port, "api_port", port));
        make(api, "/peers", of("name", "two", "host", "127.0.0.1", "proxy_port", port));
        make(api, "/peers", of("name", "three", "host", "10.0.0.9", "peer_type", "regular", "port", 8081));
        make(api, "/peers", of("name", "four", "host", "127.0.0.1", "proxy_port", port));
        for (String pool : new String[] {"pool", "empty", "small"}) {
            make(api, "/gateway-pools", of("name", pool, "failback_cooldown_s", 60));
        }
        members(api, 1, 1, 2);
        members(api, 3, 4);
        make(api, "/routes", of("domain", "one.test", "target_peer_id", 1));
        make(api, "/routes", of("domain", "two.test", "target_pool_id", 1));
        make(
                api,
                "/routes",
                of(
                        "domain",
                        "loopback.test",
                        "target_peer_id",
                        1,
                        "target_lan_host",
                        "localhost",
                        "target_lan_port",
                        80));
        make(api, "/routes", of("domain", "small.test", "target_pool_id", 3));
        make(api, "/tokens", of("name", "token", "scopes", new JsonArray().add("admin")));
        make(api, "/webhooks", hook("hook"));
        make(api, "/webhooks", hook("other"));
        TestCertificate first = TestCertificate.of("one.test");
        make(api, "/certificates", of("certificate", first.chainPem(), "private_key", first.keyPem()));
        for (int peer : new int[] {1, 2, 4}) {
            await().atMost(PATIENCE).until(() -> "alive"
                    .equals(api.call("GET", "/peers/" + peer, null)
                            .json()
                            .getJsonObject("health")
                            .getString("state")));
        }
    }

    private static void make(CoveredApi api, String path, JsonObject body) {
        Reply reply = api.call("POST", path, body);
        assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(201);
    }

    private static void members(CoveredApi api, int pool, int... peers) {
        JsonArray members = new JsonArray();
        for (int peer : peers) {
            members.add(of("peer_id", peer));
        }
        assertThat(api.call("PUT", "/gateway-pools/" + pool + "/members", of("members", members))
                        .status())
                .isEqualTo(200);
    }

    /** Gateway, agent and receiver in one. */
    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] answer = "{\"ok\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/page", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('<');
            exchange.close();
        });
        server.createContext("/silent", exchange -> exchange.getRequestBody().available());
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server;
    }
}
