package dev.sluice.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.acme.Wish;
import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.NewCertificate;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.rule.OwnCertificateEdits.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnCertificateRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Command COMMAND = Command.by("own_ca");

    private Desired desired = Desired.EMPTY;
    private long next = 1;

    private static NewCertificate signed(String name, Duration left) {
        CertificateFacts facts =
                new CertificateFacts(List.of(name), NOW.minusSeconds(60), NOW.plus(left), "CN=own", "EC", name + left);
        return new NewCertificate(facts, "chain", new SealedKey("secret-1", "the sealed key"));
    }

    private Certificate have(CertificateSource source, String name, Duration left) {
        NewCertificate made = signed(name, left);
        Certificate certificate =
                new Certificate(next++, source, made.facts(), made.chain(), made.key(), Stamp.created(NOW, 1));
        desired = desired.with(certificate);
        return certificate;
    }

    private static Signed wish(String name, @Nullable Certificate followed) {
        return new Signed(new Wish(name, followed), signed(name, Duration.ofDays(90)));
    }

    private Edited keep(Signed... signed) {
        Edit edit = OwnCertificateEdits.keep(Arrays.asList(signed), COMMAND);
        int ids = edit.creates(desired).size();
        List<Long> fresh = LongStream.range(next, next + ids).boxed().toList();
        Edited edited = edit.apply(desired, new EditContext(fresh, NOW, 2));
        desired = edited.desired();
        next += ids;
        return edited;
    }

    private List<String> names() {
        return desired.certificates().values().stream()
                .map(each -> each.id() + " " + each.source().wire() + " "
                        + each.facts().names().get(0))
                .toList();
    }

    @Test
    void manyAreKeptInOneChangeAndEachIsToldOf() {
        Edited edited = keep(wish("a.lan", null), wish("b.lan", null));

        assertThat(names()).containsExactly("1 own a.lan", "2 own b.lan");
        assertThat(edited.audit())
                .extracting(event -> event.name().wire(), Event::actor)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("certificate_issued", "own_ca"))
                .hasSize(2);
        assertThat(edited.audit().toString()).doesNotContain("sealed");
    }

    @Test
    void theNextTakesThePlaceOfTheOneThatItFollowsAndOfNoOther() {
        have(CertificateSource.API, "a.lan", Duration.ofDays(1));
        Certificate due = have(CertificateSource.OWN, "a.lan", Duration.ofDays(20));
        have(CertificateSource.OWN, "b.lan", Duration.ofDays(20));

        Edited edited = keep(wish("a.lan", due));

        assertThat(names()).containsExactly("1 api a.lan", "3 own b.lan", "4 own a.lan");
        assertThat(edited.audit()).singleElement().satisfies(event -> {
            assertThat(event.name().wire()).isEqualTo("certificate_renewed");
            assertThat(event.details()).containsEntry("followed", List.of(2L));
        });
    }

    @Test
    void whereAnotherFrontDoorWasQuickerItsCertificateStays() {
        have(CertificateSource.OWN, "a.lan", Duration.ofDays(90));

        Edited edited = keep(wish("a.lan", null), wish("b.lan", null));

        assertThat(names()).containsExactly("1 own a.lan", "3 own b.lan");
        assertThat(edited.audit()).hasSize(1);
        assertThat(keep(wish("a.lan", null)).audit()).as("nothing is written").isEmpty();
    }

    @Test
    void thoseOfOurOwnThatHaveEndedAreForgottenOnTheWay() {
        have(CertificateSource.OWN, "gone.lan", Duration.ofSeconds(-1));
        have(CertificateSource.API, "theirs.lan", Duration.ofSeconds(-1));

        keep(wish("a.lan", null));

        assertThat(names()).containsExactly("2 api theirs.lan", "3 own a.lan");
    }
}
