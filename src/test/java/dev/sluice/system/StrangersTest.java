package dev.sluice.system;

import static dev.sluice.system.GuardedSite.BY_CERTIFICATE;
import static dev.sluice.system.GuardedSite.BY_SECRET;
import static dev.sluice.system.GuardedSite.MTLS_HOST;
import static dev.sluice.system.GuardedSite.SECRET_HOST;
import static dev.sluice.system.GuardedSite.WORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.state.Identity;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.kit.TestPairing;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reaches a port of an agent, or the agents' port of the front door, without being meant gets nothing there. */
class StrangersTest {

    private static final int IDLE = 1_000;

    private static GuardedSite site;

    @BeforeAll
    static void open(@TempDir Path third) throws Exception {
        site = new GuardedSite(third);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static void assertNothing(String heard) {
        assertThat(heard.toLowerCase(Locale.ROOT))
                .doesNotContain(
                        WORD, "example.org", "sluice", "127.0.0", "lan_", "x-gateway", "x-request-id", "\"version\"");
        assertThat(heard).doesNotContainPattern("HTTP/1\\.[01] (?!505)[1235]"); // a version that is none is no secret
    }

    @Test
    void theProxyPortWithCertificatesIsForTheFrontDoorAlone() throws Exception {
        int requests = site.app().heads().size();
        Identity own = GuardedSite.own(site.byCertificate());
        List<Stranger> strangers = List.of(
                Stranger.CLEAR,
                Stranger.TLS,
                Stranger.TLS.askingFor(InternalIdentity.nameOf(own.peerId())),
                Stranger.TLS.showing(new TestPairing().frontDoor()),
                Stranger.TLS.showing(new TestPairing().frontDoor()).askingFor(InternalIdentity.FRONT_DOOR));
        for (Stranger stranger : strangers) {
            for (String said : List.of(Tries.request("GET /", BY_CERTIFICATE), Tries.PREFACE)) {
                assertNothing(stranger.hears(MTLS_HOST, site.proxyPort(), said));
            }
        }
        for (InternalIdentity shown : List.of(site.other().shown(), own.shown())) {
            for (String said : Tries.at(site.proxyPort(), BY_CERTIFICATE)) {
                assertNothing(Stranger.TLS.showing(shown).hears(MTLS_HOST, site.proxyPort(), said));
            }
            assertThat(Stranger.TLS
                            .showing(shown)
                            .hears(MTLS_HOST, site.proxyPort(), Tries.request("GET /", BY_CERTIFICATE)))
                    .isEqualToIgnoringCase("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
        assertThat(site.app().heads()).hasSize(requests);
    }

    @Test
    void theProxyPortWithASecretIsForThoseWhoHaveIt() throws Exception {
        int requests = site.app().heads().size();
        for (String said : Tries.at(site.proxyPort(), BY_SECRET)) {
            assertNothing(Stranger.CLEAR.hears(SECRET_HOST, site.proxyPort(), said));
        }
        assertNothing(Stranger.TLS.hears(SECRET_HOST, site.proxyPort(), Tries.request("GET /", BY_SECRET)));
        Identity own = GuardedSite.own(site.bySecret());
        String secret = own.gatewayAuth();
        String[][] shown = {
            {"X-Gateway-Auth: wrong"},
            {"X-Gateway-Auth:"},
            {"X-Gateway-Auth: " + site.other().gatewayAuth()},
            {"X-Gateway-Auth: " + own.apiToken()},
            {"X-Gateway-Auth: " + secret + "x"},
            {"X-Gateway-Auth: x" + secret},
            {"X-Gateway-Auth: " + secret.substring(1)},
            {"X-Gateway-Auth: \"" + secret + "\""},
            {"X-Gateway-Auth: " + secret + "\0"},
            {"X-Gateway-Auth: " + secret.toLowerCase(Locale.ROOT)},
            {"X-Gateway-Auth: " + secret + ", " + secret},
            {"X-Gateway-Auth: " + secret, "X-Gateway-Auth: " + secret},
            {"X-Gateway-Auth: wrong", "X-Gateway-Auth: " + secret},
            {"X-Gateway-Auth : " + secret},
            {"X_Gateway_Auth: " + secret},
            {"Authorization: Bearer " + secret},
            {"X-Gateway-Token: " + secret},
            {"Cookie: X-Gateway-Auth=" + secret}
        };
        for (String[] fields : shown) {
            assertNothing(
                    Stranger.CLEAR.hears(SECRET_HOST, site.proxyPort(), Tries.request("GET /", BY_SECRET, fields)));
        }
        assertThat(site.app().heads()).hasSize(requests);
        assertThat(Stranger.CLEAR.hears(
                        SECRET_HOST,
                        site.proxyPort(),
                        Tries.request("GET /", BY_SECRET, "X-Gateway-Auth: " + secret, "Connection: close")))
                .as("as the front door asks")
                .contains(WORD);
    }

    @Test
    void thePortsOfTcpRoutesAreForTheFrontDoorAlone() throws Exception {
        Identity own = GuardedSite.own(site.bySecret());
        byte[] ssh = "SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] plain = "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\nhello\n".getBytes(StandardCharsets.US_ASCII);
        for (byte[] said : List.of(
                ssh,
                plain,
                Tries.introduction(""),
                Tries.introduction("wrong"),
                Tries.introduction(own.gatewayAuth() + "x"),
                Tries.introduction(site.other().gatewayAuth()))) {
            assertThat(Stranger.CLEAR.hears(SECRET_HOST, site.l4BySecret(), said))
                    .isEmpty();
            assertNothing(Stranger.CLEAR.hears(MTLS_HOST, site.l4ByCertificate(), said));
        }
        Identity agent = GuardedSite.own(site.byCertificate());
        for (Stranger stranger : List.of(
                Stranger.TLS,
                Stranger.TLS.showing(new TestPairing().frontDoor()),
                Stranger.TLS.showing(site.other().shown()),
                Stranger.TLS.showing(agent.shown()))) {
            assertThat(stranger.hears(MTLS_HOST, site.l4ByCertificate(), Tries.introduction(agent.gatewayAuth())))
                    .isEmpty();
        }
    }

    @Test
    void theAgentsOwnApiIsForThoseWhoHaveItsToken() throws Exception {
        Identity own = GuardedSite.own(site.bySecret());
        int port = site.bySecret().apiPort();
        String token = own.apiToken();
        List<String[]> shown = List.of(
                new String[] {},
                new String[] {"X-Gateway-Token: " + token + "x"},
                new String[] {"X-Gateway-Token: x" + token},
                new String[] {"X-Gateway-Token: " + token, "X-Gateway-Token: " + token},
                new String[] {"X-Gateway-Token: " + own.gatewayAuth()},
                new String[] {"X-Gateway-Token: " + site.other().apiToken()},
                new String[] {"Authorization: Bearer " + token},
                new String[] {"X-Forwarded-For: 127.0.0.1", "Cookie: token=" + token});
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ODD")) {
            for (String path : List.of("/", "/api/health", "/api/status", "/api/config-changed", "//api/status", "*")) {
                assertRefused(port, Tries.request(method + " " + path, "localhost"));
            }
        }
        for (String[] fields : shown) {
            for (String path : List.of(
                    "/api/status", "/api/../api/status", "/api/status?token=" + token, "http://localhost/api/status")) {
                assertRefused(port, Tries.request("GET " + path, "localhost", fields));
            }
        }
        for (String said : Tries.at(site.proxyPort(), BY_SECRET)) {
            assertNothing(Stranger.CLEAR.hears("127.0.0.1", port, said));
        }
    }

    private static void assertRefused(int port, String said) {
        String heard = Stranger.CLEAR.hears("127.0.0.1", port, said);
        assertNothing(heard);
        assertThat(heard).as(said).matches("(?s)HTTP/1.1 40[03] .*\r\n\r\n");
    }

    @Test
    void theAgentsListenerTellsAPairedAgentOfItsOwnAndOthersNothing() throws Exception {
        int port = site.sluice().agentPort();
        List<Stranger> strangers = List.of(
                Stranger.CLEAR,
                Stranger.TLS,
                Stranger.TLS.askingFor(InternalIdentity.FRONT_DOOR),
                Stranger.TLS.showing(new TestPairing().frontDoor()),
                Stranger.TLS.showing(new TestPairing().agent(1)));
        for (Stranger stranger : strangers) {
            for (String line : List.of(
                    "GET /api/v1/gateway/config",
                    "GET /api/v1/gateway/stream",
                    "POST /api/v1/gateway/heartbeat",
                    "GET /api/v1/gateway/pair",
                    "GET /api/v1/gateway/../gateway/config",
                    "GET /api/v1/peers",
                    "GET /metrics",
                    "GET /")) {
                assertNothing(stranger.hears("127.0.0.1", port, Tries.request(line, "x", "Connection: close")));
            }
            assertNothing(stranger.hears("127.0.0.1", port, Tries.PREFACE));
            assertNothing(stranger.hears("127.0.0.1", port, Tries.request("GET /", "x", "X: " + "x".repeat(40_000))));
        }
        long another = GuardedSite.own(site.byCertificate()).peerId();
        for (String target :
                List.of("config", "config?peer_id=" + another, "config/" + another, "config/", "../gateway/config")) {
            String heard = Stranger.TLS
                    .showing(site.other().shown())
                    .hears(
                            "127.0.0.1",
                            port,
                            Tries.request(
                                    "GET /api/v1/gateway/" + target,
                                    InternalIdentity.nameOf(another),
                                    "X-Peer-Id: " + another,
                                    "X-Gateway-Peer: " + another,
                                    "Connection: close"));
            assertThat(heard).startsWith("HTTP/1.1 ").doesNotContain("example.org", "127.0.0.9", "ds918", "home");
        }
    }

    @Test
    void clientsOfTheFrontDoorCannotSpeakToAgents() {
        String secret = "X-Gateway-Auth: guessed";
        for (String domain : List.of(BY_CERTIFICATE, BY_SECRET)) {
            String heard = site.ask(
                    domain,
                    secret,
                    "X-Gateway-Target: 127.0.0.1:1",
                    "X-Gateway-Target-Domain: other.example.org",
                    "X_Gateway_Auth: guessed",
                    "X-Gateway-Error: not_mine",
                    "X-Gateway-Token: guessed");
            assertThat(heard).contains(WORD);
            assertThat(heard.toLowerCase(Locale.ROOT)).doesNotContain("x-gateway");
            List<String> heads = site.app().heads();
            assertThat(heads.get(heads.size() - 1).toLowerCase(Locale.ROOT))
                    .doesNotContain("x-gateway", "x_gateway", "guessed");
        }
    }

    /** To the agents' listener, and to an agent: both go on serving those that they are for, and let the others go. */
    @Test
    void aThousandWhoSayNothingKeepNobodyOut() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(quiet("127.0.0.1", site.sluice().agentPort()));
                idle.add(quiet(MTLS_HOST, site.proxyPort()));
            }
            assertThat(site.ask(BY_CERTIFICATE)).contains(WORD);
            assertThat(site.ask(BY_SECRET)).contains(WORD);
            assertThat(Stranger.TLS
                            .showing(site.other().shown())
                            .hears(
                                    "127.0.0.1",
                                    site.sluice().agentPort(),
                                    Tries.request("GET /api/v1/gateway/config", "x", "Connection: close")))
                    .contains(" 200 ");
            for (Socket socket : idle) {
                assertThat(isLeft(socket)).isTrue();
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static Socket quiet(String host, int port) throws IOException {
        Socket socket = new Socket(host, port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static boolean isLeft(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
