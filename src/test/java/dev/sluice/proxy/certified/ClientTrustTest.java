package dev.sluice.proxy.certified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.ClientCertificates;
import dev.sluice.testing.ClientAuthority;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose certificates are good, beyond what the handshake itself looks at. */
class ClientTrustTest {

    private static final ClientAuthority STAFF = new ClientAuthority("Staff");

    private static boolean isGood(String authorities, List<String> names, X509Bundle shown) {
        try {
            new ClientTrust(new ClientCertificates(8543, authorities, names))
                    .checkClientTrusted(new X509Certificate[] {shown.getCertificate()}, "ECDHE_ECDSA");
            return true;
        } catch (CertificateException no) {
            return false;
        }
    }

    static Stream<Arguments> named() {
        return Stream.of(
                Arguments.of(STAFF.issue("alice"), true),
                Arguments.of(STAFF.issue("ALICE"), true),
                Arguments.of(STAFF.issue("malice"), false),
                Arguments.of(STAFF.issue("alice.example"), false),
                Arguments.of(STAFF.issue("x", b -> b.addSanRfc822Name("Bob@example.org")), true),
                Arguments.of(STAFF.issue("x", b -> b.addSanDnsName("laptop.example")), true),
                Arguments.of(STAFF.issue("x", b -> b.addSanUriName(URI.create("spiffe://example/x"))), true),
                Arguments.of(STAFF.issue("x", b -> b.addSanIpAddress("10.1.2.3")), true),
                Arguments.of(STAFF.issue("x", b -> b.addSanDnsName("a.laptop.example")), false),
                Arguments.of(STAFF.issue("x"), false));
    }

    @ParameterizedTest
    @MethodSource("named")
    void whereNamesAreSaidOneIsAskedFor(X509Bundle shown, boolean good) {
        List<String> names = List.of("Alice", "bob@example.org", "laptop.example", "spiffe://example/x", "10.1.2.3");
        assertThat(isGood(STAFF.pem(), names, shown)).isEqualTo(good);
        assertThat(isGood(STAFF.pem(), List.of(), shown)).isTrue();
    }

    @Test
    void aCertificateIsForClientsAndOfItsTime() {
        Instant now = Instant.now();
        assertThat(isGood(STAFF.pem(), List.of(), STAFF.issue("a", b -> b))).isTrue();
        assertThat(isGood(STAFF.pem(), List.of(), STAFF.issue("a", CertificateBuilder::addExtendedKeyUsageServerAuth)))
                .isFalse();
        assertThat(isGood(STAFF.pem(), List.of(), STAFF.issue("a", now.minusSeconds(60), b -> b)))
                .isFalse();
        assertThat(isGood(STAFF.pem(), List.of(), STAFF.issue("a", now.plus(Duration.ofDays(9)), b -> b)))
                .as("not yet")
                .isFalse();
        assertThat(isGood(STAFF.pem(), List.of(), new ClientAuthority("Staff").issue("a")))
                .isFalse();
    }

    @Test
    void anAuthorityWhoseTimeIsOverVouchesForNobody() {
        ClientAuthority old = new ClientAuthority("Old", Instant.now().minusSeconds(60));
        assertThat(isGood(old.pem(), List.of(), old.issue("a"))).isFalse();
        assertThat(isGood(old.pem() + STAFF.pem(), List.of(), old.issue("a"))).isFalse();
        assertThat(isGood(old.pem() + STAFF.pem(), List.of(), STAFF.issue("a"))).isTrue();
    }

    @Test
    void anAuthorityStandsUntilItsTimeIsOver() {
        Instant now = Instant.now();
        Instant end = now.plus(Duration.ofHours(1));
        X509Certificate soonOver = certificate(new ClientAuthority("Soon", end));
        StandingAuthorities standing = StandingAuthorities.of(List.of(soonOver, certificate(STAFF)), now);
        assertThat(standing.until()).isEqualTo(soonOver.getNotAfter().toInstant());
        assertThat(standing.areSoAt(now.plusSeconds(60))).isTrue();
        assertThat(standing.areSoAt(end.plusSeconds(1))).isFalse();
        assertThat(standing.areSoAt(now.minusSeconds(60)))
                .as("a clock set back")
                .isFalse();
        assertThat(StandingAuthorities.of(List.of(soonOver), end.plusSeconds(1)).trust())
                .isNull();
    }

    private static X509Certificate certificate(ClientAuthority authority) {
        return authority.trust().getAcceptedIssuers()[0];
    }
}
