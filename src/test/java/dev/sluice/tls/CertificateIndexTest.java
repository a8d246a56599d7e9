package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateIndexTest {

    private static final OpenedCertificate A = Opened.ec("a.example", "shared.example");
    private static final OpenedCertificate WILD = Opened.ec("*.example");
    private static final OpenedCertificate ADDRESSES = Opened.ec("192.0.2.1", "2001:db8::1");

    private static CertificateIndex index(String defaultName, OpenedCertificate... all) {
        return new CertificateIndex(List.of(all), defaultName);
    }

    @Test
    void theExactNameComesBeforeTheWildcard() {
        CertificateIndex index = index("", A, WILD);

        assertThat(index.named("a.example")).isEqualTo(Choice.NONE.with(A));
        assertThat(index.named("b.example")).isEqualTo(Choice.NONE.with(WILD));
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
            assertThat(index.named("a.example")).isEqualTo(new Choice(rsa, longer));
            assertThat(index.shownFor())
                    .containsEntry(longer.alias(), List.of("a.example"))
                    .containsEntry(rsa.alias(), List.of("a.example"))
                    .containsEntry(A.alias(), List.of("shared.example"));
        }
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
        assertThat(index("", A).choose(null)).isEqualTo(Choice.NONE.with(A));
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
