package dev.sluice.system;

import static org.awaitility.Awaitility.await;

import dev.sluice.agent.kit.RunningAgent;
import dev.sluice.agent.state.Identity;
import dev.sluice.agent.state.StateDirectory;
import dev.sluice.core.model.Hop;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A front door and an agent for each kind of hop, as processes, with applications behind; and the pairing of a third gateway,
 * which somebody got hold of.
 */
final class GuardedSite implements AutoCloseable {

    /** What nobody without credentials may ever see. */
    static final String WORD = "word-of-the-application";

    static final String BY_CERTIFICATE = "mtls.example.org";
    static final String BY_SECRET = "secret.example.org";

    /** Where the agent that goes by certificates listens. */
    static final String MTLS_HOST = "127.0.0.2";

    /** Where the agent that goes by a secret listens. */
    static final String SECRET_HOST = "127.0.0.3";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RawUpstream app = RawUpstream.saying(WORD);
    private final int servicePort = FreePort.next();
    private final TcpService service = TcpService.at("127.0.0.9", servicePort, TcpService.greeting(WORD));
    private final SluiceProcess sluice = SluiceProcess.start();
    private final int proxyPort = FreePort.next();
    private final int l4ByCertificate = FreePort.next();
    private final int l4BySecret = FreePort.next();
    private final AgentProcess byCertificate;
    private final AgentProcess bySecret;
    private final Identity other;

    /**
     * Starts all.
     *
     * @param third where the pairing of the third gateway is kept
     */
    GuardedSite(Path third) throws Exception {
        long ds918 = peer("ds918", MTLS_HOST);
        long home = peer("home", SECRET_HOST);
        long cabin = peer("cabin", "127.0.0.4");
        routes(BY_CERTIFICATE, l4ByCertificate, ds918);
        routes(BY_SECRET, l4BySecret, home);
        byCertificate = AgentProcess.pair(sluice, ds918, MTLS_HOST, proxyPort);
        bySecret = AgentProcess.pair(sluice, home, SECRET_HOST, proxyPort, "--hop", "secret");
        other = RunningAgent.pair(third, code(cabin), Hop.MTLS, "https://127.0.0.1:" + sluice.agentPort());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask(BY_CERTIFICATE)
                .contains(WORD));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask(BY_SECRET).contains(WORD));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> greets(l4ByCertificate) && greets(l4BySecret));
    }

    private long peer(String name, String host) {
        return sluice.create(
                "/peers", new JsonObject().put("name", name).put("host", host).put("proxy_port", proxyPort));
    }

    private void routes(String domain, int port, long peer) {
        sluice.create(
                "/routes",
                new JsonObject()
                        .put("domain", domain)
                        .put("target_peer_id", peer)
                        .put("target_lan_host", "127.0.0.1")
                        .put("target_lan_port", app.port()));
        sluice.create(
                "/routes",
                new JsonObject()
                        .put("route_type", "l4")
                        .put("l4_listen_port", port)
                        .put("target_peer_id", peer)
                        .put("target_lan_host", "127.0.0.9")
                        .put("target_lan_port", servicePort));
    }

    private static boolean greets(int port) {
        try (TcpClient client = new TcpClient(port)) {
            return client.line().equals(WORD);
        }
    }

    /** A fresh code for that peer. */
    String code(long peer) {
        return sluice.admin()
                .post("/api/v1/peers/" + peer + "/pairing-code", new JsonObject())
                .expect(200)
                .body()
                .getString("code");
    }

    /** Through the front door. */
    String ask(String domain, String... fields) {
        StringBuilder head = new StringBuilder("GET / HTTP/1.1\r\nHost: " + domain + "\r\nConnection: close\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return Stranger.CLEAR.hears(
                "127.0.0.1", sluice.httpPort(), head.append("\r\n").toString());
    }

    SluiceProcess sluice() {
        return sluice;
    }

    RawUpstream app() {
        return app;
    }

    /** The agents' port for the front door. */
    int proxyPort() {
        return proxyPort;
    }

    int l4ByCertificate() {
        return l4ByCertificate;
    }

    int l4BySecret() {
        return l4BySecret;
    }

    AgentProcess byCertificate() {
        return byCertificate;
    }

    AgentProcess bySecret() {
        return bySecret;
    }

    /** The pairing of a gateway that has no routes. */
    Identity other() {
        return other;
    }

    /** What an agent knows of its own. */
    static Identity own(AgentProcess agent) throws Exception {
        return Objects.requireNonNull(StateDirectory.open(agent.stateDir()).identity());
    }

    @Override
    public void close() {
        bySecret.close();
        byCertificate.close();
        sluice.close();
        service.close();
        app.close();
    }
}
