package dev.sluice.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.port.CertificateFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryNoticesTest {

    private static final Instant END = Instant.parse("2026-12-24T10:00:00Z");

    private final ExpiryNotices notices = new ExpiryNotices();

    private static WatchedCertificate certificate(String fingerprint, Duration lifetime, String... names) {
        CertificateFacts facts =
                new CertificateFacts(List.of(names), END.minus(lifetime), END, "CN=CA", "EC", fingerprint);
        return WatchedCertificate.of(new CertificateFile(fingerprint + ".crt", facts));
    }

    private static WatchedCertificate usual(String fingerprint) {
        return certificate(fingerprint, Duration.ofDays(90), "shop.example");
    }

    private List<Object> days(WatchedCertificate shown, Duration before) {
        return notices.due(List.of(shown), END.minus(before)).stream()
                .map(event -> event.details().get("days"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // lifetime, time to the end, stage
        "P90D,  P80D,           ",
        "P90D,  P21D,           ",
        "P90D,  P20DT23H59M59S, THREE_WEEKS",
        "P90D,  P7DT1S,         THREE_WEEKS",
        "P90D,  P6DT23H59M59S,  ONE_WEEK",
        "P90D,  PT24H,          ONE_WEEK",
        "P90D,  PT23H59M59S,    ONE_DAY",
        "P90D,  PT0S,           ONE_DAY",
        "P90D,  PT-1S,          OVER",
        "P90D,  P-90D,          OVER",
        "P42D,  P20D,           THREE_WEEKS",
        "P41D,  P20D,           ",
        "P41D,  P6D,            ONE_WEEK",
        "P6D,   P5D,            ",
        "P6D,   PT23H,          ONE_DAY",
        "PT24H, PT12H,          ",
        "PT24H, PT-1S,          OVER",
    })
    void theStageComesFromTheTimeThatIsLeft(Duration lifetime, Duration left, ExpiryStage stage) {
        assertThat(ExpiryStage.of(certificate("aa", lifetime, "shop.example").facts(), END.minus(left)))
                .isEqualTo(stage);
    }

    @Test
    void eachStageIsToldOnce() {
        WatchedCertificate one = usual("aa");

        assertThat(days(one, Duration.ofDays(22))).isEmpty();
        assertThat(days(one, Duration.ofDays(20))).containsExactly(21);
        assertThat(days(one, Duration.ofDays(8))).isEmpty();
        assertThat(days(one, Duration.ofDays(6))).containsExactly(7);
        assertThat(days(one, Duration.ofDays(9))).as("the clock went back").isEmpty();
        assertThat(days(one, Duration.ofDays(5))).isEmpty();
        assertThat(days(one, Duration.ofHours(3))).containsExactly(1);
        assertThat(days(one, Duration.ofHours(-1))).containsExactly(0);
        assertThat(days(one, Duration.ofDays(-100))).isEmpty();
    }

    @Test
    void oneThatIsFoundLateIsToldOfItsPresentStageOnly() {
        assertThat(days(usual("aa"), Duration.ofDays(3))).containsExactly(7);
    }

    @Test
    void eachCertificateIsToldOfByItselfAndItsSuccessorIsNot() {
        Instant near = END.minus(Duration.ofDays(3));
        assertThat(notices.due(List.of(usual("aa"), usual("bb"), usual("aa")), near))
                .extracting(event -> event.details().get("fingerprint"))
                .containsExactly("aa", "bb");

        CertificateFacts later =
                new CertificateFacts(List.of("shop.example"), END, END.plus(Duration.ofDays(90)), "CN=CA", "EC", "cc");
        assertThat(notices.due(List.of(WatchedCertificate.of(new CertificateFile("aa.crt", later))), near))
                .isEmpty();
    }

    @Test
    void theEventSaysWhichOneAndWhenAndIsTheSameInAnotherProcess() {
        WatchedCertificate many =
                certificate("aa", Duration.ofDays(90), "a.example", "b.example", "c.example", "d.example");
        Instant now = END.minus(Duration.ofDays(3));

        Event event = notices.due(List.of(many), now).get(0);

        assertThat(event.name()).isEqualTo(EventName.CERTIFICATE_EXPIRING);
        assertThat(event.message())
                .isEqualTo(
                        "The certificate in aa.crt for a.example, b.example, c.example and 1 more expires within 7 days,"
                                + " on 2026-12-24T10:00:00Z");
        assertThat(event.details())
                .containsEntry("file", "aa.crt")
                .containsEntry("not_after", END)
                .containsEntry("names", many.facts().names());
        Event again =
                new ExpiryNotices().due(List.of(many), now.plusSeconds(60)).get(0);
        assertThat(again.uid()).isEqualTo(event.uid());
        assertThat(again.message()).isEqualTo(event.message());
        Event over = notices.due(List.of(many), END.plusSeconds(1)).get(0);
        assertThat(over.name()).isEqualTo(EventName.CERTIFICATE_EXPIRED);
        assertThat(over.uid()).isNotEqualTo(event.uid());
        assertThat(over.message()).endsWith("expired on 2026-12-24T10:00:00Z and is still shown: clients refuse it");
    }
}
