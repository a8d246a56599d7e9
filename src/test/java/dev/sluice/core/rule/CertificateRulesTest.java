package dev.sluice.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.NewCertificate;
import dev.sluice.core.model.SealedKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Command COMMAND = Command.by("tester");

    private static NewCertificate examined(String fingerprint) {
        CertificateFacts facts = new CertificateFacts(
                List.of("shop.example", "www.shop.example"), NOW, NOW.plusSeconds(60), "CN=CA", "RSA", fingerprint);
        return new NewCertificate(facts, "chain", new SealedKey("secret-1", "the sealed key"));
    }

    private static Edited apply(Edit edit, Desired desired) {
        return edit.apply(desired, new EditContext(List.of(4L), NOW, desired.revision() + 1));
    }

    @Test
    void oneIsKeptAndTheEventTellsOfItWithoutItsKey() {
        Edited edited = apply(CertificateEdits.add(examined("aa"), COMMAND), Desired.EMPTY);

        assertThat(edited.subjectId()).isEqualTo(4);
        assertThat(edited.desired().certificates().get(4L).facts())
                .isEqualTo(examined("aa").facts());
        assertThat(edited.audit()).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo(EventName.CERTIFICATE_CREATED);
            assertThat(event.message()).isEqualTo("Certificate 4 for shop.example and 1 more was created");
            assertThat(event.details()).containsEntry("certificate_id", 4L);
            assertThat(event.details().toString())
                    .contains("www.shop.example")
                    .doesNotContain("sealed")
                    .doesNotContain("chain");
        });
    }

    @Test
    void theSameOneTwiceIsRefusedAndAnotherForTheSameNamesIsNot() {
        Desired one = apply(CertificateEdits.add(examined("aa"), COMMAND), Desired.EMPTY)
                .desired();

        assertThatThrownBy(() -> apply(CertificateEdits.add(examined("aa"), COMMAND), one))
                .isInstanceOfSatisfying(Rejection.class, refused -> {
                    assertThat(refused.code()).isEqualTo(RejectionCode.CERTIFICATE_EXISTS);
                    assertThat(refused).hasMessageContaining("certificate 4");
                });
        assertThat(apply(CertificateEdits.add(examined("bb"), COMMAND), one).audit())
                .hasSize(1);
    }

    @Test
    void oneIsForgottenUnlessItIsNotThereOrIsAnother() {
        Desired one = apply(CertificateEdits.add(examined("aa"), COMMAND), Desired.EMPTY)
                .desired();

        Edited gone = apply(CertificateEdits.delete(4, COMMAND), one);

        assertThat(gone.desired().certificates()).isEmpty();
        assertThat(gone.audit()).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo(EventName.CERTIFICATE_DELETED);
            assertThat(event.details().toString()).doesNotContain("sealed");
        });
        assertThatThrownBy(() -> apply(CertificateEdits.delete(5, COMMAND), one))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(RejectionCode.NOT_FOUND));
        assertThatThrownBy(() -> apply(CertificateEdits.delete(4, new Command("tester", Set.of(77L))), one))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(RejectionCode.STALE));
    }

    @Test
    void aSealedKeyDoesNotShowItself() {
        assertThat(examined("aa").toString()).contains("secret-1").doesNotContain("the sealed key");
    }
}
