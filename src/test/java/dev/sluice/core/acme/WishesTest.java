package dev.sluice.core.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Some;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WishesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration LIFE = Duration.ofDays(90);

    private Desired desired = Desired.EMPTY;

    private WishesTest serve(long id, String domain) {
        desired = desired.with(route(id, domain));
        return this;
    }

    private static Route route(long id, String domain) {
        return Some.route(id, domain, new Target.Gateway(1, null));
    }

    private WishesTest have(long id, CertificateSource source, Instant since, String... names) {
        desired = desired.with(
                new Certificate(id, source, facts(since, names), "", new SealedKey("", ""), Stamp.created(NOW, 1)));
        return this;
    }

    private static CertificateFacts facts(Instant since, String... names) {
        return new CertificateFacts(
                List.of(names), since, since.plus(LIFE), "CN=some", "EC", String.join("", names) + since);
    }

    private static Instant ago(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private List<String> wishes(CertificateFacts... files) {
        return Wishes.of(desired, List.of(files), NOW, certificate -> null).stream()
                .map(wish -> wish.name()
                        + (wish.followed() == null
                                ? ""
                                : " after " + wish.followed().id()))
                .toList();
    }

    @Test
    void eachPublicNameOfAnEnabledRouteGetsOne() {
        serve(1, "a.example.net").serve(2, "nas.lan").serve(3, "*.example.net").serve(4, "b.example.net");
        desired = desired.with(route(5, "off.example.net").enabled(false));
        assertThat(wishes()).containsExactly("a.example.net", "b.example.net");
    }

    @Test
    void noneIsObtainedForARouteThatIsPlainOnPurpose() {
        desired = desired.with(plain(1, "plain.example.net")).with(plain(2, "half.example.net"));
        serve(3, "half.example.net");
        assertThat(wishes()).as("another route of that name is not plain").containsExactly("half.example.net");
    }

    private static Route plain(long id, String domain) {
        Route route = route(id, domain);
        return new Route(
                id,
                domain,
                "/",
                "",
                true,
                route.type(),
                route.target(),
                true,
                true,
                false,
                null,
                null,
                null,
                null,
                route.site(),
                null,
                route.stamp());
    }

    @Test
    void whatTheOperatorBroughtIsEnough() {
        serve(1, "a.example.net").serve(2, "b.example.org").serve(3, "deep.a.example.net");
        have(1, CertificateSource.API, ago(10), "b.example.org");
        assertThat(wishes(facts(ago(10), "*.example.net"))).containsExactly("deep.a.example.net");
    }

    @Test
    void whatTheOperatorBroughtIsNotEnoughOnceItIsOver() {
        serve(1, "a.example.net");
        have(1, CertificateSource.API, ago(91), "a.example.net");
        assertThat(wishes()).containsExactly("a.example.net");
    }

    @Test
    void oneThatWasObtainedIsFollowedAtTwoThirdsOfItsLife() {
        serve(1, "young.example.net")
                .serve(2, "due.example.net")
                .serve(3, "over.example.net")
                .serve(4, "new.example.net");
        have(1, CertificateSource.ACME, ago(59), "young.example.net");
        have(2, CertificateSource.ACME, ago(60), "due.example.net");
        have(3, CertificateSource.ACME, ago(91), "over.example.net");
        assertThat(wishes())
                .as("those without any first, then whichever ends first")
                .containsExactly("new.example.net", "over.example.net after 3", "due.example.net after 2");
    }

    @Test
    void theLongerOfTwoCounts() {
        serve(1, "a.example.net");
        have(1, CertificateSource.ACME, ago(80), "a.example.net");
        have(2, CertificateSource.ACME, ago(1), "a.example.net");
        assertThat(wishes()).isEmpty();
    }

    @Test
    void theAuthorityMayWantItSoonerButNotLater() {
        serve(1, "sooner.example.net").serve(2, "later.example.net");
        have(1, CertificateSource.ACME, ago(5), "sooner.example.net");
        have(2, CertificateSource.ACME, ago(70), "later.example.net");
        Map<Long, Instant> said = Map.of(1L, ago(0), 2L, NOW.plus(Duration.ofDays(10)));
        assertThat(Wishes.of(desired, List.of(), NOW, certificate -> said.get(certificate.id())))
                .extracting(Wish::name)
                .containsExactly("later.example.net", "sooner.example.net");
    }

    private List<String> ownWishes(@Nullable String issuer, CertificateFacts... files) {
        return Wishes.ofOwn(desired, true, List.of(files), NOW, issuer).stream()
                .map(wish -> wish.name()
                        + (wish.followed() == null
                                ? ""
                                : " after " + wish.followed().id()))
                .toList();
    }

    @Test
    void eachPrivateNameGetsOneOfOurOwnAndNeitherTakesTheOthers() {
        serve(1, "a.example.net")
                .serve(2, "nas.lan")
                .serve(3, "*.home.arpa")
                .serve(4, "nas")
                .serve(5, "10.0.0.7");
        have(1, CertificateSource.ACME, ago(10), "nas.lan");
        have(2, CertificateSource.OWN, ago(10), "a.example.net");
        desired = desired.with(route(6, "off.lan").enabled(false)).with(plain(7, "plain.lan"));
        assertThat(ownWishes("CN=some")).containsExactly("nas.lan", "*.home.arpa", "10.0.0.7");
        assertThat(wishes()).containsExactly("a.example.net");
    }

    @Test
    void withoutHttpsNoneIsMadeForHttpRoutes() {
        serve(1, "nas.lan");
        assertThat(Wishes.ofOwn(desired, false, List.of(), NOW, null)).isEmpty();
    }

    @Test
    void oneOfOurOwnIsNotMadeWhereTheOperatorBroughtOne() {
        serve(1, "a.lan").serve(2, "b.lan").serve(3, "localhost").serve(4, "c.home.arpa");
        have(1, CertificateSource.API, ago(10), "a.lan");
        assertThat(ownWishes("CN=some", facts(ago(10), "*.home.arpa"), facts(ago(91), "b.lan")))
                .containsExactly("b.lan", "localhost");
    }

    @Test
    void thereIsAMostOfThemAndThoseThatThereAreAreFollowedAllTheSame() {
        for (int i = 1; i < Wishes.MOST_OWN; i++) {
            have(i, CertificateSource.OWN, ago(10), "n" + i + ".lan");
        }
        serve(1, "n1.lan").serve(2, "a.lan").serve(3, "b.lan").serve(4, "due.lan");
        assertThat(ownWishes("CN=some")).as("room for one").hasSize(1);
        have(Wishes.MOST_OWN, CertificateSource.OWN, ago(60), "due.lan");
        assertThat(ownWishes("CN=some")).containsExactly("due.lan after " + Wishes.MOST_OWN);
    }

    @Test
    void oneOfOurOwnIsFollowedInTimeAndAtOnceIfAnotherRootSignedIt() {
        serve(1, "young.lan").serve(2, "due.lan");
        have(1, CertificateSource.OWN, ago(59), "young.lan");
        have(2, CertificateSource.OWN, ago(60), "due.lan");
        assertThat(ownWishes("CN=some")).containsExactly("due.lan after 2");
        assertThat(ownWishes(null)).as("not known yet").containsExactly("due.lan after 2");
        assertThat(ownWishes("CN=another")).containsExactly("due.lan after 2", "young.lan after 1");
    }
}
