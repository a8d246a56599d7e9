package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.port.InternalCertificates.Issued;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.Rejection;
import dev.sluice.testing.SigningRequests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalAuthorityTest {

    private static final KeyPair KEYS = SigningRequests.ec("secp256r1");

    @TempDir
    Path directory;

    private CertificateRoom room;

    @BeforeEach
    void open() {
        room = opened(directory.resolve("secret.key"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private CertificateRoom opened(Path secret) {
        return done(CertificateRoom.open(TlsOptions.of(directory.resolve("certs"), secret, "")));
    }

    private static <T extends @Nullable Object> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Issued issue(Authority authority, String request) {
        return done(room.authority().issue(authority, 7, request));
    }

    private static List<X509Certificate> chain(String pem) {
        return Chain.read(pem, "chain", new Problems());
    }

    private static Pairing pairing(Issued issued) {
        return new Pairing(
                7,
                Hop.SECRET,
                issued.fingerprint(),
                issued.sealedGatewayAuth(),
                issued.sealedApiToken(),
                Instant.now(),
                "1",
                null);
    }

    @Test
    void anAgentsCertificateLeadsToTheAuthorityAndSaysWhatWeSayWhateverWasAskedFor() throws Exception {
        Authority authority = done(room.authority().make());
        Issued issued = issue(authority, SigningRequests.of(KEYS, "CN=front-door.sluice.internal,O=Mallory"));

        List<X509Certificate> chain = chain(issued.chain());
        X509Certificate own = chain.get(0);
        assertThat(own.getPublicKey()).isEqualTo(KEYS.getPublic());
        assertThat(own.getSubjectX500Principal().getName()).isEqualTo("CN=peer-7.sluice.internal");
        assertThat(List.copyOf(own.getSubjectAlternativeNames()))
                .isEqualTo(List.of(List.of(2, "peer-7.sluice.internal")));
        assertThat(own.getBasicConstraints()).isEqualTo(-1);
        assertThat(own.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(own.getNotAfter().toInstant()).isAfter(Instant.now().plus(Duration.ofDays(3640)));
        assertThat(issued.fingerprint()).isEqualTo(Chain.fingerprint(own));
        validate(own, chain(authority.certificate()).get(0));
    }

    @Test
    void theFrontDoorsOwnCertificateLeadsThereToo() throws Exception {
        Authority authority = done(room.authority().make());
        List<X509Certificate> chain = chain(authority.doorCertificate());

        assertThat(chain).hasSize(2);
        assertThat(List.copyOf(chain.get(0).getSubjectAlternativeNames()))
                .isEqualTo(List.of(List.of(2, "front-door.sluice.internal")));
        assertThat(chain.get(1)).isEqualTo(chain(authority.certificate()).get(0));
        assertThat(chain.get(1).getBasicConstraints()).isZero();
        validate(chain.get(0), chain.get(1));
    }

    private static void validate(X509Certificate own, X509Certificate authority) throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(own));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    @Test
    void aKeyThatWhoeverAsksDoesNotHaveIsNotCertified() {
        Authority authority = done(room.authority().make());
        String stolen = SigningRequests.signed(KEYS, SigningRequests.ec("secp256r1"), "CN=x");
        assertThatThrownBy(() -> issue(authority, stolen))
                .cause()
                .isInstanceOf(Rejection.class)
                .hasMessage("csr is signed by another key, expected signed by the key that it holds");
    }

    @Test
    void aKeyOfAnotherKindIsNotCertified() {
        Authority authority = done(room.authority().make());
        assertThatThrownBy(() -> issue(authority, SigningRequests.of(SigningRequests.rsa(), "CN=x")))
                .hasMessageContaining("csr is a key of 2048 bits (RSA), expected an EC key on P-256");
        assertThatThrownBy(() -> issue(authority, SigningRequests.of(SigningRequests.ec("secp384r1"), "CN=x")))
                .hasMessageContaining("csr is an EC key of 384 bits, expected an EC key on P-256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no PEM",
                "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\nMIICWjCCAUICAQAwFTE=\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\nBQA=\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\nMIAwgDCAMIAwgDCAMIAwgA==\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"
            })
    void whatIsNoRequestIsRefusedInAWord(String text) {
        assertThatThrownBy(() -> done(room.authority().examine(text)))
                .cause()
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("expected PEM with one CERTIFICATE REQUEST");
    }

    @Test
    void whatWasSealedIsAtHandAfterARestartAndUnderNoOtherSecret() {
        Authority authority = done(room.authority().make());
        Issued issued = issue(authority, SigningRequests.of(KEYS, "CN=x"));
        Agents agents = new Agents(Map.of(7L, pairing(issued)), authority);
        try (CertificateRoom again = opened(directory.resolve("secret.key"));
                CertificateRoom other = opened(directory.resolve("other.key"))) {
            done(again.authority().keep(agents));
            InternalIdentity identity = again.authority().identity();
            assertThat(identity).isNotNull();
            assertThat(identity.chain()).isEqualTo(chain(authority.doorCertificate()));
            assertThat(again.authority().gatewayAuth(7)).isEqualTo(issued.gatewayAuth());
            assertThat(again.authority().apiToken(7)).isEqualTo(issued.apiToken());
            assertThat(again.authority().fault()).isNull();
            assertThat(again.authority().gatewayAuth(8)).isNull();

            done(other.authority().keep(agents));
            assertThat(other.authority().identity()).isNull();
            assertThat(other.authority().fault()).contains("other.key (secret-key-file) is not there");
            assertThat(other.authority().gatewayAuth(7)).isNull();
            done(other.authority().make()); // now there is one, but another
            assertThatThrownBy(() -> done(other.authority().issue(authority, 7, SigningRequests.of(KEYS, "CN=x"))))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining(
                            "sealed under the secret " + authority.key().secret() + ", but");
        }
    }

    @Test
    void whoeverIsNotPairedAnyMoreHasNoSecret() {
        Authority authority = done(room.authority().make());
        Issued issued = issue(authority, SigningRequests.of(KEYS, "CN=x"));
        done(room.authority().keep(new Agents(Map.of(7L, pairing(issued)), authority)));
        assertThat(room.authority().gatewayAuth(7)).isEqualTo(issued.gatewayAuth());
        done(room.authority().keep(new Agents(Map.of(), authority)));
        assertThat(room.authority().gatewayAuth(7)).isNull();
    }

    @Test
    void secretsShowNowhere() {
        Authority authority = done(room.authority().make());
        Issued issued = issue(authority, SigningRequests.of(KEYS, "CN=x"));
        assertThat(issued.gatewayAuth()).hasSize(43);
        assertThat(issued.gatewayAuth()).isNotEqualTo(issued.apiToken());
        assertThat(issued.toString()).doesNotContain(issued.gatewayAuth()).doesNotContain(issued.apiToken());
        assertThat(pairing(issued).toString())
                .doesNotContain(issued.gatewayAuth())
                .doesNotContain(issued.sealedGatewayAuth().box());
    }

    @Test
    void nothingIsWrittenBeforeItIsNeeded() {
        done(room.authority().keep(Agents.NONE));
        assertThat(Files.exists(directory.resolve("secret.key"))).isFalse();
        assertThat(room.authority().identity()).isNull();
        assertThat(room.authority().fault()).isNull();
    }
}
