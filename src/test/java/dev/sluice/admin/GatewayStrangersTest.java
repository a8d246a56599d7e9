package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.admin.GatewayClient.Shown;
import dev.sluice.testing.SigningRequests;
import dev.sluice.tls.CertificateRoom;
import dev.sluice.tls.TlsOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those get who are no paired agent. */
class GatewayStrangersTest {

    @TempDir
    Path directory;

    private GatewaySite site;
    private long home;
    private Shown agent;

    @BeforeEach
    void open() {
        site = new GatewaySite(directory);
        home = site.gateway("Home");
        agent = site.paired(home);
        await().atMost(Duration.ofSeconds(10)).until(() -> site.desk.port() > 0);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aStrangerGetsNothingWhateverItSays() throws Exception {
        for (String path : List.of("config", "stream", "../../../api/v1/peers", "nothing")) {
            try (GatewayClient stranger = site.stranger()) {
                Reply reply = stranger.ask("GET", path, null, "X-Gateway-Auth", "x", "Authorization", "Bearer x");
                assertThat(reply.status()).as(path).isEqualTo(401);
                assertThat(reply.json().getString("detail")).isEqualTo("The certificate of a paired agent is needed");
                assertThat(stranger.isClosed()).isTrue();
            }
        }
        try (GatewayClient stranger = site.stranger()) {
            Reply reply = stranger.ask(
                    "POST", "heartbeat", new JsonObject().put("version", "1").put("uptime_s", 1));
            assertThat(reply.status()).isEqualTo(401);
        }
        assertThat(site.beats).isEmpty();
    }

    @Test
    void aCertificateOfAnotherAuthorityOpensNothing() throws Exception {
        KeyPair keys = SigningRequests.ec("secp256r1");
        try (CertificateRoom foreign = CertificateRoom.open(
                        TlsOptions.of(directory.resolve("x"), directory.resolve("foreign.key"), ""))
                .toCompletableFuture()
                .join()) {
            var authority = foreign.authority().make().toCompletableFuture().join();
            var issued = foreign.authority()
                    .issue(authority, home, SigningRequests.of(keys, "CN=x"))
                    .toCompletableFuture()
                    .join();
            Shown forged = new Shown(keys.getPrivate(), GatewaySite.chain(issued.chain()));
            // In TLS 1.3 the client learns of it with the first answer.
            assertThatThrownBy(() -> {
                        try (GatewayClient connection = site.connect(forged)) {
                            connection.ask("GET", "config", null);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> GatewayClient.connect(
                                    site.desk.port(),
                                    GatewaySite.chain(authority.certificate()).get(0),
                                    null)
                            .close())
                    .as("an agent that trusts another authority does not speak to us")
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void onlySoManyStrangersOfOneAddressAreLetIn() throws Exception {
        List<GatewayClient> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                strangers.add(site.stranger());
            }
            assertThatThrownBy(() -> {
                        try (GatewayClient seventeenth = site.stranger()) {
                            seventeenth.ask("GET", "config", null);
                        }
                    })
                    .isInstanceOf(IOException.class);
            try (GatewayClient connection = site.connect(agent)) {
                assertThat(connection.ask("GET", "config", null).status()).isEqualTo(200);
            }
        } finally {
            for (GatewayClient stranger : strangers) {
                stranger.close();
            }
        }
    }
}
