package dev.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Terms;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Cause;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Target;
import dev.sluice.core.site.SiteFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a gateway's pairing shows in the routing tables. */
class PairedUpstreamTest {

    private static final SealedKey SEALED = new SealedKey("id", "box");
    private static final Desired UNPAIRED =
            Desired.EMPTY.with(Some.gateway(1)).with(Some.route(7, "app.example.org", new Target.Gateway(1, null)));

    private final PeerVitals vitals = new PeerVitals(1);
    private final TableBuilder builder = new TableBuilder(peerId -> vitals);

    private static Desired paired(Hop hop, String fingerprint) {
        return UNPAIRED.with(new Pairing(1, hop, fingerprint, SEALED, SEALED, Instant.EPOCH, "1", null));
    }

    private Upstream upstream(Desired desired) {
        Assignment assignment = new Assignment(7, 1, 0, 1, Cause.HOME, List.of(List.of(1L)), 0);
        RoutePlan plan = builder.build(desired, Map.of(7L, assignment), Set.of(), Map.of())
                .plan(7);
        assertThat(plan).isNotNull();
        return plan.ladder().upstreams().iterator().next();
    }

    @Test
    void whoHasNoAgentIsSpokenToInClearText() {
        assertThat(upstream(UNPAIRED).approach()).isNull();
        assertThat(upstream(UNPAIRED).isAgent()).isFalse();
    }

    @Test
    void anAgentIsSpokenToAsItsPairingSays() {
        Upstream byCertificate = upstream(paired(Hop.MTLS, "aa"));
        assertThat(byCertificate.approach()).isEqualTo(new Approach.Agent(Hop.MTLS, "aa"));
        assertThat(byCertificate.isTls()).isTrue();
        assertThat(byCertificate.wantsSecret()).isFalse();
        Upstream bySecret = upstream(paired(Hop.SECRET, "aa"));
        assertThat(bySecret.isTls()).isFalse();
        assertThat(bySecret.wantsSecret()).isTrue();
    }

    /** What was said of TLS to the peer is of no matter once an agent is paired with it, and counts again after. */
    @Test
    void whoIsSaidToSpeakTlsIsSpokenToSo() {
        PeerTls tls = PeerTls.of(new LanTls(LanTls.Kind.ANY, null));
        Peer peer = Some.gateway(1);
        Desired said = UNPAIRED.with(new Peer(
                1,
                peer.name(),
                "",
                peer.type(),
                peer.host(),
                peer.proxyPort(),
                null,
                peer.apiPort(),
                null,
                1,
                true,
                false,
                PeerProtocol.H2,
                tls,
                null,
                peer.probe(),
                peer.stamp()));
        assertThat(upstream(said).approach()).isEqualTo(new Approach.Https(tls));
        assertThat(upstream(said).isTls()).isTrue();
        assertThat(upstream(said).speaksHttp2()).isTrue();
        Desired paired = said.with(new Pairing(1, Hop.MTLS, "aa", SEALED, SEALED, Instant.EPOCH, "1", null));
        assertThat(upstream(paired).approach()).isEqualTo(new Approach.Agent(Hop.MTLS, "aa"));
        assertThat(upstream(paired).speaksHttp2()).isFalse();
    }

    /** Or connections to the former agent would go on to be used. */
    @Test
    void whoIsPairedAnewIsAnotherUpstreamAndOtherwiseTheSame() {
        Upstream before = upstream(paired(Hop.MTLS, "aa"));
        assertThat(upstream(paired(Hop.MTLS, "aa"))).isSameAs(before);
        assertThat(upstream(paired(Hop.MTLS, "bb"))).isNotSameAs(before);
        assertThat(upstream(UNPAIRED).approach()).isNull();
    }

    /** The budget of retries outlives the tables, as long as the route asks the same. */
    @Test
    void whatARouteAsksOfItsUpstreamsIsKeptFromTableToTable() {
        assertThat(terms(UNPAIRED)).isNull();
        Desired asking = asking(504);
        Terms first = terms(asking);
        assertThat(first).isNotNull();
        assertThat(first.retries(504)).isTrue();
        assertThat(terms(asking(504))).isSameAs(first);
        assertThat(terms(asking(502))).isNotSameAs(first);
        assertThat(terms(UNPAIRED)).isNull();
    }

    @Test
    void whatARouteAskedOfItsUpstreamsIsForgottenOnceItAsksNothing() {
        Terms first = terms(asking(504));
        assertThat(terms(UNPAIRED)).isNull();
        Terms second = terms(asking(504));
        assertThat(second).isNotNull().isNotSameAs(first);
        builder.build(UNPAIRED, Map.of(), Set.of(), Map.of()); // while the route is switched off
        assertThat(terms(asking(504))).isNotNull().isNotSameAs(second);
    }

    @Test
    void soIsWhatWasCountedWhileTheRouteWasSwitchedOff() {
        Breakers circuits = circuits(breaking(5));
        assertThat(builder.circuits()).containsEntry(7L, circuits);
        plan(mirrored(10));
        builder.build(UNPAIRED, Map.of(), Set.of(), Map.of());
        assertThat(builder.circuits()).isEmpty();
        assertThat(builder.mirrors()).isEmpty();
    }

    /** So do circuits, but for those of peers that are gone. */
    @Test
    void circuitsAreKeptFromTableToTable() {
        assertThat(circuits(UNPAIRED)).isNull();
        Breakers first = circuits(breaking(5));
        assertThat(first).isNotNull();
        assertThat(first.enter(1L)).isNotNull();
        assertThat(first.enter(99L)).isNotNull();
        assertThat(builder.circuits()).containsEntry(7L, first);
        assertThat(circuits(breaking(5))).isSameAs(first);
        assertThat(first.byPeer()).containsOnlyKeys(1L);
        assertThat(circuits(breaking(6))).isNotNull().isNotSameAs(first);
        assertThat(circuits(UNPAIRED)).isNull();
        assertThat(builder.circuits()).isEmpty();
    }

    /** And what was counted of copies, whatever else is asked of them. */
    @Test
    void mirrorsCountOnFromTableToTable() {
        assertThat(plan(UNPAIRED).mirror()).isNull();
        Mirroring first = plan(mirrored(10)).mirror();
        assertThat(first).isNotNull();
        assertThat(first.terms().percent()).isEqualTo(10);
        Mirroring edited = plan(mirrored(20)).mirror();
        assertThat(edited).isNotNull();
        assertThat(edited.terms().percent()).isEqualTo(20);
        assertThat(edited.counts()).isSameAs(first.counts());
        assertThat(builder.mirrors()).containsEntry(7L, first.counts());
        assertThat(plan(UNPAIRED).mirror()).isNull();
        assertThat(builder.mirrors()).isEmpty();
    }

    private static Desired mirrored(int percent) {
        return with(SiteFields.read(Map.of("mirror", Map.of("url", "http://10.0.0.9", "percent", percent))));
    }

    private @Nullable Breakers circuits(Desired desired) {
        return plan(desired).circuits();
    }

    private static Desired breaking(int failures) {
        return with(SiteFields.read(Map.of("circuit_breaker", Map.of("failures", failures))));
    }

    private static Desired asking(int status) {
        return with(SiteFields.read(Map.of("upstream", Map.of("retry_statuses", List.of(status)))));
    }

    private static Desired with(Site site) {
        Route plain = Some.route(7, "app.example.org", new Target.Gateway(1, null));
        return UNPAIRED.with(new Route(
                7,
                plain.domain(),
                "/",
                "",
                true,
                plain.type(),
                plain.target(),
                true,
                true,
                true,
                null,
                null,
                null,
                null,
                site,
                null,
                plain.stamp()));
    }

    private @Nullable Terms terms(Desired desired) {
        return plan(desired).terms();
    }

    private RoutePlan plan(Desired desired) {
        Assignment assignment = new Assignment(7, 1, 0, 1, Cause.HOME, List.of(List.of(1L)), 0);
        return Some.present(builder.build(desired, Map.of(7L, assignment), Set.of(), Map.of())
                .plan(7));
    }
}
