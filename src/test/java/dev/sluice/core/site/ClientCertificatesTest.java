package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.trust.Authorities;
import dev.sluice.testing.ClientAuthority;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be said of the certificates that a route wants of clients. */
class ClientCertificatesTest {

    private static final ClientAuthority STAFF = new ClientAuthority("Staff");
    private static final String PEM = STAFF.pem();
    private static final Map<String, Object> USUAL = Map.of("port", 8543, "authorities", PEM);

    private static Site read(Map<String, @Nullable Object> said) {
        Problems problems = new Problems();
        Site site = SiteFields.over(new Fields(Map.of("client_certificates", said), "", problems), Site.PLAIN);
        problems.refuseIfAny();
        return site;
    }

    private static Map<String, @Nullable Object> with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> said = new HashMap<>(USUAL);
        said.put(field, value);
        return said;
    }

    @Test
    void whatIsSaidIsWrittenWithoutWhatStandsBetweenCertificates() {
        Map<String, @Nullable Object> said = with("authorities", "Our staff:\n" + PEM + "and\n" + PEM);
        said.put("names", List.of("alice", "laptop.example", "alice"));
        Site site = read(said);
        ClientCertificates read = site.of(ClientCertificates.class);
        assertThat(read)
                .isEqualTo(
                        new ClientCertificates(8543, Authorities.plain(PEM + PEM), List.of("alice", "laptop.example")));
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
        assertThat(String.valueOf(read)).doesNotContain("BEGIN");
    }

    static Stream<Arguments> faults() {
        String leaf = STAFF.issue("alice").getCertificatePEM();
        return Stream.of(
                Arguments.of(with("port", null), "port", "a port from 1 to 65535"),
                Arguments.of(with("port", 0), "port", "a port from 1 to 65535"),
                Arguments.of(with("port", 65_536), "port", "a port from 1 to 65535"),
                Arguments.of(with("authorities", null), "authorities", "1 to 50 certificates in PEM"),
                Arguments.of(with("authorities", ""), "authorities", "1 to 50 certificates in PEM"),
                Arguments.of(with("authorities", "nonsense"), "authorities", "1 to 50 certificates in PEM"),
                Arguments.of(with("authorities", PEM.substring(0, 200)), "authorities", "1 to 50 certificates in PEM"),
                Arguments.of(with("authorities", PEM.repeat(51)), "authorities", "1 to 50 certificates in PEM"),
                Arguments.of(
                        with("authorities", PEM + STAFF.issue("alice").getPrivateKeyPEM()),
                        "authorities",
                        "no private key"),
                Arguments.of(with("authorities", PEM + leaf), "authorities", "CA:TRUE"),
                Arguments.of(with("names", List.of("alice", " ")), "names[1]", "1 to 255 characters"),
                Arguments.of(with("names", List.of("a".repeat(256))), "names[0]", "1 to 255 characters"),
                Arguments.of(with("names", Collections.nCopies(101, "a")), "names", "at most 100"),
                Arguments.of(with("mode", "request"), "mode", ""));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldWithWhatIsExpected(Map<String, @Nullable Object> said, String path, String expected) {
        try {
            assertThat(read(said)).as("a refusal").isNull();
        } catch (Rejection no) {
            assertThat(no.problems()).extracting(Problem::path).containsExactly("client_certificates." + path);
            assertThat(no.problems().get(0).expected()).contains(expected);
        }
    }

    @Test
    void whatWasAnAuthorityOnceIsToldBySubjectAndTime() {
        Instant yesterday = Instant.now().minusSeconds(86_400);
        String pem = PEM + new ClientAuthority("Old", yesterday).pem();
        assertThat(read(with("authorities", pem)).isPlain())
                .as("what is kept may have expired since")
                .isFalse();
        assertThat(Authorities.notStanding(pem, Instant.now()))
                .contains("CN=Old")
                .contains("expired at 20");
        assertThat(Authorities.notStanding(PEM, Instant.now())).isNull();
        assertThat(Authorities.notStanding(PEM, Instant.EPOCH)).contains("not valid before");
    }
}
