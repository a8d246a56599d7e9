package dev.sluice.tls.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.ToolRun;
import dev.sluice.tls.CertificateDraft;
import dev.sluice.tls.EcKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What openssl says of a root, and of what it signed, also of what it never should. */
class OwnIssuerTest {

    private static final Instant NOW = Instant.now();
    private static final OwnIssuer ISSUER = OwnIssuer.make(NOW);

    @TempDir
    Path folder;

    private static X509Certificate signed(String name) {
        return ISSUER.sign(EcKeys.make().getPublic(), name, NOW);
    }

    private ToolRun verified(X509Certificate certificate, String... more) {
        return ToolRun.of(
                "openssl",
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(
                                        "verify",
                                        "-x509_strict",
                                        "-purpose",
                                        "sslserver",
                                        "-CAfile",
                                        file("root.pem", ISSUER.certificate())),
                                java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(more),
                                        java.util.stream.Stream.of(file("leaf.pem", certificate))))
                        .toList());
    }

    private String file(String name, X509Certificate certificate) {
        try {
            return Files.writeString(folder.resolve(name), CertificateDraft.pem(certificate))
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nas.lan, -verify_hostname, nas.lan",
        "app.test, -verify_hostname, app.test",
        "a.b.home.arpa, -verify_hostname, a.b.home.arpa",
        "localhost, -verify_hostname, localhost",
        "*.nas.internal, -verify_hostname, tv.nas.internal",
        "10.0.0.7, -verify_ip, 10.0.0.7",
        "172.31.0.9, -verify_ip, 172.31.0.9",
        "127.0.0.1, -verify_ip, 127.0.0.1",
        "fd00::5, -verify_ip, fd00::5",
        "::1, -verify_ip, ::1"
    })
    void aPrivateNameIsGood(String name, String option, String host) {
        assertThat(verified(signed(name), option, host).succeeded()).contains("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example.net",
        "example.com",
        "nas.example",
        "notlan",
        "8.8.8.8",
        "172.32.0.1",
        "100.64.0.1",
        "2001:db8::1",
        "fe80::1"
    })
    void whatIsNotPrivateIsWorthNothingThoughTheRootSignedIt(String name) {
        ToolRun run = verified(signed(name));
        assertThat(run.exit()).isNotZero();
        assertThat(run.output()).contains("permitted subtree violation");
    }

    @Test
    void oneOfANameSignsNoOthers() {
        var keys = EcKeys.make();
        X509Certificate middle = ISSUER.sign(keys.getPublic(), "nas.lan", NOW);
        X509Certificate below =
                new OwnIssuer(middle, keys.getPrivate()).sign(EcKeys.make().getPublic(), "tv.lan", NOW);
        ToolRun run = verified(below, "-untrusted", file("middle.pem", middle));
        assertThat(run.exit()).isNotZero();
        assertThat(run.output()).contains("invalid CA certificate");
    }

    @Test
    void theyLastAsLongAsIsSaidAndNeverLongerThanTheRoot() {
        assertThat(Duration.between(NOW, ISSUER.certificate().getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(3652), Duration.ofDays(3654));
        assertThat(Duration.between(NOW, signed("nas.lan").getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(90).minusSeconds(1), Duration.ofDays(90));
        Instant late = ISSUER.certificate().getNotAfter().toInstant().minus(Duration.ofDays(9));
        assertThat(ISSUER.sign(EcKeys.make().getPublic(), "nas.lan", late).getNotAfter())
                .isEqualTo(ISSUER.certificate().getNotAfter());
    }

    @Test
    void eachRootHasANameOfItsOwnAndShowsNoKey() {
        OwnIssuer other = OwnIssuer.make(NOW);
        assertThat(other.name()).isNotEqualTo(ISSUER.name()).startsWith("CN=Sluice own CA ");
        assertThat(signed("nas.lan").getIssuerX500Principal().getName()).isEqualTo(ISSUER.name());
        assertThat(List.of(ISSUER.toString())).containsExactly("OwnIssuer[" + ISSUER.name() + "]");
    }

    @Test
    void aNameThatIsTooLongForACommonNameIsGoodAllTheSame() {
        String name = "a".repeat(63) + "." + "b".repeat(63) + ".lan";
        assertThat(verified(signed(name), "-verify_hostname", name).succeeded()).contains("OK");
    }
}
