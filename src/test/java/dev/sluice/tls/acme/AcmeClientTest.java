package dev.sluice.tls.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.testing.PebbleProcess;
import dev.sluice.tls.EcKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real authority, which rejects a fifth of all nonces. */
class AcmeClientTest {

    private static final Duration LIFE = Duration.ofHours(1);

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Challenges challenges = new Challenges() {
        @Override
        public void put(String token, String answer) {
            answers.put(token, answer);
        }

        @Override
        public void remove(String token) {
            answers.remove(token);
        }
    };
    private HttpServer answering;

    @BeforeEach
    void open() throws IOException {
        answering = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering.createContext("/.well-known/acme-challenge/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String answer = answers.get(path.substring(path.lastIndexOf('/') + 1));
            byte[] body = String.valueOf(answer).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        answering.start();
    }

    @AfterEach
    void close() {
        answering.stop(0);
    }

    private int port() {
        return answering.getAddress().getPort();
    }

    private AcmeClient client(PebbleProcess authority, AcmeOptions.ExternalAccount external) {
        return new AcmeClient(
                new AcmeOptions(authority.uri(), "ops@example.net", authority.root(), external), challenges);
    }

    @Test
    void aNameGetsItsCertificate() throws Exception {
        try (PebbleProcess authority = PebbleProcess.start(port(), LIFE)) {
            KeyPair account = EcKeys.make();
            AcmeClient client = client(authority, null);

            AcmeClient.Issued issued = client.obtain(account, "shop.example.net", null);
            X509Certificate certificate = read(issued);

            assertThat(certificate.getSubjectAlternativeNames().toString()).contains("shop.example.net");
            assertThat(issued.key()).contains("PRIVATE KEY");
            assertThat(issued.toString()).doesNotContain("PRIVATE", "BEGIN");
            KeyPair again = EcKeys.read(EcKeys.text(account));
            assertThat(read(client.obtain(again, "shop.example.net", certificate))
                            .getSerialNumber())
                    .isNotEqualTo(certificate.getSerialNumber());
            assertThat(client.suggestedRenewal(account, certificate)).isEmpty(); // this authority says nothing of it
        }
    }

    @Test
    void aNameThatIsAnsweredByNobodyIsRefusedWithTheAuthoritysWords() {
        answering.stop(0);
        try (PebbleProcess authority = PebbleProcess.start(port(), LIFE)) {
            assertThatThrownBy(() -> client(authority, null).obtain(EcKeys.make(), "lost.example.net", null))
                    .isInstanceOf(AcmeFailure.class)
                    .hasMessageContaining("lost.example.net")
                    .hasMessageContaining(authority.uri().toString())
                    .hasMessageContaining("connection refused");
        }
    }

    @Test
    void anAuthorityThatIsAwayIsNamed() {
        URI nowhere = URI.create("https://127.0.0.1:1/dir");
        AcmeClient client = new AcmeClient(new AcmeOptions(nowhere, null, null, null), challenges);
        assertThatThrownBy(() -> client.obtain(EcKeys.make(), "a.example.net", null))
                .isInstanceOf(AcmeFailure.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void anAuthorityWithAccountsOfItsOwnWantsToSeeOne() throws Exception {
        String key = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
        try (PebbleProcess authority = PebbleProcess.startFor(Map.of("kid-1", key), port(), LIFE)) {
            assertThatThrownBy(() -> client(authority, null).obtain(EcKeys.make(), "a.example.net", null))
                    .isInstanceOf(AcmeFailure.class);
            AcmeOptions.ExternalAccount known = new AcmeOptions.ExternalAccount("kid-1", key);
            assertThat(known.toString()).doesNotContain(key);
            assertThat(client(authority, known)
                            .obtain(EcKeys.make(), "a.example.net", null)
                            .chain())
                    .startsWith("-----BEGIN CERTIFICATE-----");
        }
    }

    private static X509Certificate read(AcmeClient.Issued issued) throws Exception {
        byte[] pem = issued.chain().getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
