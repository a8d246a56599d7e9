package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.CertificateSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateIndexTest {

    private static final OpenedCertificate A = Opened.ec("a.example", "shared.example");
    private static final OpenedCertificate WILD = Opened.ec("*.example");
    private static final OpenedCertificate ADDRESSES = Opened.ec("192.0.2.1", "2001:db8::1");

    private static CertificateIndex index(String defaultName, OpenedCertificate... all) {
        return new CertificateIndex(List.of(all), defaultName, Instant.now());
    }

    @Test
    void theExactNameComesBeforeTheWildcard() {
        CertificateIndex index = index("", A, WILD);

        assertThat(index.named("a.example")).isEqualTo(Choice.of(A, Standing.BROUGHT));
        assertThat(index.named("b.example")).isEqualTo(Choice.of(WILD, Standing.BROUGHT));
        assertThat(index.named("x.b.example")).isNull();
        assertThat(index.named("example")).isNull();
        assertThat(index.named("localhost")).isNull();
    }

    @Test
    void addressesAreNamesTooWithAndWithoutBrackets() {
        CertificateIndex index = index("", ADDRESSES);

        assertThat(index.named("192.0.2.1")).isNotNull();
        assertThat(index.named("[2001:db8::1]")).isNotNull();
        assertThat(index.named("[2001:db8:0:0::1]")).isNotNull();
        assertThat(index.named("192.0.2.2")).isNull();
        assertThat(index.named("*.0.2.1")).isNull();
    }

    @Test
    void ofSeveralForANameTheOneThatLastsLongerIsShownPerKindOfKey() {
        OpenedCertificate longer = Opened.ecFor(Duration.ofDays(3), "a.example");
        OpenedCertificate rsa = Opened.rsa("a.example");

        for (CertificateIndex index : List.of(index("", A, longer, rsa), index("", rsa, longer, A))) {
            assertThat(index.named("a.example")).isEqualTo(new Choice(Standing.BROUGHT, rsa, longer));
            assertThat(index.shownFor())
                    .containsEntry(longer.alias(), List.of("a.example"))
                    .containsEntry(rsa.alias(), List.of("a.example"))
                    .containsEntry(A.alias(), List.of("shared.example"));
        }
    }

    @Test
    void whatTheOperatorBroughtGoesBeforeWhatWasObtainedAndThatBeforeOurOwn() {
        OpenedCertificate own = Opened.from(CertificateSource.OWN, Duration.ofDays(90), "nas.lan");
        OpenedCertificate obtained = Opened.from(CertificateSource.ACME, Duration.ofDays(60), "nas.lan");
        OpenedCertificate brought = Opened.rsa("nas.lan");
        OpenedCertificate ended = Opened.from(CertificateSource.API, Duration.ofSeconds(-1), "nas.lan");

        assertThat(index("", own, ended).named("nas.lan")).isEqualTo(Choice.of(own, Standing.OWN));
        assertThat(index("", own, ended, obtained).named("nas.lan")).isEqualTo(Choice.of(obtained, Standing.OBTAINED));
        assertThat(index("", own, ended, obtained, brought).named("nas.lan"))
                .as("the kinds of key of the best alone")
                .isEqualTo(Choice.of(brought, Standing.BROUGHT));
        assertThat(index("", ended).named("nas.lan"))
                .as("better than none")
                .isEqualTo(Choice.of(ended, Standing.NOT_NOW));
    }

    @Test
    void aWildcardThatStandsBetterGoesBeforeTheExactName() {
        OpenedCertificate own = Opened.from(CertificateSource.OWN, Duration.ofDays(90), "nas.lan");
        OpenedCertificate wild = Opened.ec("*.lan");
        OpenedCertificate ended = Opened.from(CertificateSource.API, Duration.ofSeconds(-1), "*.lan");

        assertThat(index("", own, wild).named("nas.lan")).isEqualTo(Choice.of(wild, Standing.BROUGHT));
        assertThat(index("", own, wild).shownFor()).containsOnlyKeys(wild.alias());
        assertThat(index("", own, ended).named("nas.lan")).isEqualTo(Choice.of(own, Standing.OWN));
    }

    @Test
    void thoseOfOurOwnTakeNothingFromClientsThatAskForNoName() {
        OpenedCertificate own = Opened.from(CertificateSource.OWN, Duration.ofDays(90), "nas.lan");
        OpenedCertificate second = Opened.from(CertificateSource.OWN, Duration.ofDays(90), "tv.lan");

        assertThat(index("", A, own).choose(null)).isEqualTo(Choice.of(A, Standing.BROUGHT));
        assertThat(index("", own).choose(null)).isEqualTo(Choice.of(own, Standing.OWN));
        assertThat(index("", own, second).choose(null)).isNull();
        assertThat(index("tv.lan", A, own, second).choose(null)).isEqualTo(Choice.of(second, Standing.OWN));
    }

    @Test
    void aClientThatAsksForNoNameIsShownWhatCoversTheAddressThatItCameTo() {
        CertificateIndex index = index("", A, ADDRESSES);

        assertThat(index.chooseAt("192.0.2.1")).isEqualTo(Choice.of(ADDRESSES, Standing.BROUGHT));
        assertThat(index.chooseAt("2001:db8:0:0::1")).isEqualTo(Choice.of(ADDRESSES, Standing.BROUGHT));
        assertThat(index.chooseAt("192.0.2.2")).isNull();
        assertThat(index("a.example", A, ADDRESSES).chooseAt("192.0.2.2")).isEqualTo(Choice.of(A, Standing.BROUGHT));
        assertThat(index.serves(null, "192.0.2.1")).isTrue();
        assertThat(index.serves("a.example", "192.0.2.1")).isFalse();
    }

    @Test
    void aConnectionServesTheHostsOfOurOwnTooAsBeforeTheyHadOne() {
        OpenedCertificate own = Opened.from(CertificateSource.OWN, Duration.ofDays(90), "nas.lan");
        CertificateIndex index = index("", A, own);

        assertThat(index.serves("a.example", "nas.lan")).isTrue();
        assertThat(index.serves(null, "nas.lan")).isTrue();
        assertThat(index.serves("nas.lan", "a.example")).isFalse();
    }

    @Test
    void standingChangesWhenTheNextOneBeginsOrEnds() {
        Instant now = Instant.now();
        OpenedCertificate ended = Opened.from(CertificateSource.API, Duration.ofSeconds(-1), "a.lan");
        OpenedCertificate soon = Opened.ecFor(Duration.ofDays(1), "b.lan");
        OpenedCertificate later = Opened.ecFor(Duration.ofDays(9), "c.lan");

        assertThat(Standing.nextChange(List.of(ended), now)).isEqualTo(Instant.MAX);
        assertThat(Standing.nextChange(List.of(ended, later, soon), now))
                .isEqualTo(soon.facts().notAfter().plusNanos(1));
        assertThat(Standing.of(soon, soon.facts().notAfter())).isEqualTo(Standing.BROUGHT);
        assertThat(Standing.of(soon, soon.facts().notAfter().plusNanos(1))).isEqualTo(Standing.NOT_NOW);
        assertThat(Standing.of(soon, soon.facts().notBefore().minusNanos(1))).isEqualTo(Standing.NOT_NOW);
    }

    @Test
    void aConnectionServesWhatItsCertificateCoversAndWhatItWouldHaveBeenChosenFor() {
        OpenedCertificate own = Opened.ecFor(Duration.ofDays(3), "shared.example");
        CertificateIndex index = index("a.example", A, own, WILD);

        assertThat(index.serves("a.example", "a.example")).isTrue();
        assertThat(index.serves("a.example", "shared.example"))
                .as("covered by it too")
                .isTrue();
        assertThat(index.serves("shared.example", "a.example")).isFalse();
        assertThat(index.serves("b.example", "c.example")).as("one wildcard").isTrue();
        assertThat(index.serves("a.example", "elsewhere.test"))
                .as("the default is A")
                .isTrue();
        assertThat(index.serves("b.example", "elsewhere.test"))
                .as("no certificate covers it")
                .isTrue();
        assertThat(index.serves("elsewhere.test", "b.example"))
                .as("the default was shown")
                .isFalse();
        assertThat(index.serves(null, "a.example")).isTrue();
        assertThat(index.serves(null, "b.example")).isFalse();
    }

    @Test
    void aHostThatNoCertificateCoversIsServedByEveryConnection() {
        CertificateIndex index = index("", A, WILD);

        assertThat(index.serves("a.example", "elsewhere.test")).isTrue();
        assertThat(index.serves("elsewhere.test", "a.example"))
                .as("its certificate is gone, another's is there")
                .isFalse();
        assertThat(index.serves("gone.test", "gone.test"))
                .as("its certificate is gone, it may end")
                .isTrue();
        assertThat(index.choose(null)).isNull();
        assertThat(index("", A).choose(null)).isEqualTo(Choice.of(A, Standing.BROUGHT));
    }

    @Test
    void anAliasIsFoundForAWhileAfterItsCertificateIsSwappedOut() {
        ShownCertificates shown = new ShownCertificates();
        shown.swap(index("", A));
        shown.swap(index("", WILD));
        shown.swap(index("", ADDRESSES));

        assertThat(shown.byAlias(A.alias())).isEqualTo(A);
        assertThat(shown.byAlias(WILD.alias())).isEqualTo(WILD);
        assertThat(shown.index().named("a.example")).isNull();
        assertThat(shown.byAlias("unknown")).isNull();
    }
}
