package dev.sluice.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.DrainEdits;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.MemberEdits;
import dev.sluice.core.rule.PortObstacle;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What documents do to a state, and what they may not. */
class DocumentEditsTest {

    private static final Map<String, Object> HOME = Map.of("name", "home", "host", "10.0.0.1");
    private static final Map<String, Object> SPARE = Map.of("name", "spare", "host", "10.0.0.2");
    private static final Map<String, Object> POOL =
            Map.of("name", "house", "failback_cooldown_s", 60, "members", List.of("home", "spare"));
    private static final Map<String, Object> PINNED = Map.of("domain", "a.example", "target_peer", "home");
    private static final Map<String, Object> POOLED = Map.of("domain", "b.example", "target_pool", "house");

    private final Instance instance = new Instance();

    @BeforeEach
    void begin() {
        instance.apply(document(List.of(HOME, SPARE), List.of(POOL), List.of(PINNED, POOLED)));
    }

    static Document document(
            @Nullable List<Map<String, Object>> peers,
            @Nullable List<Map<String, Object>> pools,
            @Nullable List<Map<String, Object>> routes) {
        Map<Section, List<Map<String, Object>>> sections = new java.util.EnumMap<>(Section.class);
        if (peers != null) {
            sections.put(Section.PEERS, peers);
        }
        if (pools != null) {
            sections.put(Section.GATEWAY_POOLS, pools);
        }
        if (routes != null) {
            sections.put(Section.ROUTES, routes);
        }
        return new Document(sections);
    }

    private static String lines(Difference difference) {
        List<String> lines = new ArrayList<>();
        difference
                .entries()
                .forEach(entry ->
                        lines.add(entry.change().wire() + " " + entry.section().kind() + " " + entry.key()));
        return String.join(", ", lines);
    }

    @Test
    void aSectionThatIsAbsentIsLeftAlone() {
        Desired before = instance.desired;
        Difference difference = instance.apply(document(null, null, List.of(PINNED)));
        assertThat(lines(difference)).isEqualTo("deleted route b.example");
        assertThat(instance.desired.peers()).isEqualTo(before.peers());
        assertThat(instance.desired.pools()).isEqualTo(before.pools());
        assertThat(instance.apply(document(null, null, null))).isEqualTo(Difference.NONE);
    }

    @Test
    void addDeletesNothingAndSetsWhatItNames() {
        Map<String, Object> c = Map.of("domain", "c.example", "target_peer", "spare");
        Map<String, Object> a = Map.of("domain", "a.example", "target_peer", "spare");
        assertThat(lines(instance.add(document(null, null, List.of(c, a)))))
                .isEqualTo("updated route a.example, created route c.example");
        assertThat(instance.desired.routes()).hasSize(3);
    }

    @Test
    void oneBadRouteChangesNothingAndIsNamed() {
        Map<String, Object> bad = Map.of("domain", "c.example", "target_peer", "hom");
        Rejection no = instance.refused(document(List.of(HOME, SPARE), List.of(POOL), List.of(PINNED, POOLED, bad)));
        assertThat(no.code()).isEqualTo(RejectionCode.PEER_NOT_FOUND);
        assertThat(Instance.faults(no))
                .containsExactly("routes[2].target_peer: actual hom, expected the name of a peer");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        Rejection no = instance.refused(document(
                List.of(HOME, Map.of("name", "spare", "host", "169.254.1.1"), Map.of("name", "HOME", "host", "x")),
                List.of(Map.of("name", "house", "members", List.of("home", "home", "nobody"))),
                List.of(
                        Map.of("domain", "a b", "target_peer", "home"),
                        Map.of("domain", "a.example", "target_pool", "cellar", "weight", 3),
                        Map.of("domain", "b.example", "target_peer", "home", "rescue", "yes"),
                        Map.of("domain", "b.example", "target_peer", "home", "target_port", 3))));
        assertThat(no.code()).isEqualTo(RejectionCode.INVALID);
        assertThat(Instance.faults(no).stream().map(line -> line.split(":")[0]))
                .containsExactlyInAnyOrder(
                        "peers[1].host",
                        "peers[2].name",
                        "gateway_pools[0].failback_cooldown_s",
                        "gateway_pools[0].members[1]",
                        "gateway_pools[0].members[2]",
                        "routes[0].domain",
                        "routes[1].weight",
                        "routes[1].target_pool",
                        "routes[2].rescue",
                        "routes[3].domain",
                        "routes[3].target_port");
        assertThat(no.getMessage()).startsWith("11 things are wrong");
    }

    @Test
    void anIdIsNoReferenceInADocument() {
        long home = instance.desired.peers().values().iterator().next().id();
        Rejection no = instance.refused(
                document(null, null, List.of(PINNED, Map.of("domain", "b.example", "target_peer_id", home))));
        assertThat(Instance.faults(no).get(0)).startsWith("routes[1].target_peer_id: actual an unknown field");
    }

    @Test
    void whatIsNeededStays() {
        Rejection home = instance.refused(document(List.of(SPARE), null, null));
        assertThat(home.code()).isEqualTo(RejectionCode.GATEWAY_IS_FAILOVER_HOME);
        assertThat(Instance.faults(home))
                .containsExactly("peers[home]: actual nothing, expected an entry, since route a.example goes there");
        Rejection pool = instance.refused(document(null, List.of(), null));
        assertThat(pool.code()).isEqualTo(RejectionCode.POOL_IN_USE);
        Rejection members = instance.refused(document(
                null, List.of(Map.of("name", "house", "failback_cooldown_s", 60, "members", List.of())), null));
        assertThat(members.code()).isEqualTo(RejectionCode.LAST_MEMBER_IN_USE);
    }

    @Test
    void aPeerThatGoesLeavesItsPools() {
        Difference difference = instance.apply(document(List.of(HOME), null, null));
        assertThat(lines(difference)).isEqualTo("deleted peer spare, updated pool house");
        assertThat(difference.entries().get(1).fields())
                .containsExactly(new Difference.Field("members", List.of("home", "spare"), List.of("home")));
    }

    @Test
    void everythingMayChangePlacesAtOnce() {
        Map<String, Object> home = Map.of("name", "home", "host", "10.0.0.2", "peer_type", "regular", "port", 80);
        Map<String, Object> pool = Map.of("name", "house", "failback_cooldown_s", 5, "members", List.of("spare"));
        Difference difference = instance.apply(document(
                List.of(home, Map.of("name", "spare", "host", "10.0.0.1")),
                List.of(pool),
                List.of(
                        Map.of("domain", "a.example", "target_pool", "house"),
                        Map.of("domain", "b.example", "target_peer", "home"))));
        assertThat(lines(difference))
                .isEqualTo("updated peer home, updated peer spare, updated pool house,"
                        + " updated route a.example, updated route b.example");
    }

    @Test
    void aPeerThatStaysKeepsWhatTheDocumentDoesNotTell() {
        Peer home = instance.desired.peers().values().iterator().next();
        instance.apply(DrainEdits.drain(home.id(), true, Map.of(), Command.by("root")));
        instance.apply(document(List.of(Map.of("name", "home", "host", "10.0.0.9"), SPARE), null, null));
        Peer after = java.util.Objects.requireNonNull(instance.desired.peer(home.id()));
        assertThat(after.drained()).isTrue();
        assertThat(after.host()).isEqualTo("10.0.0.9");
    }

    @Test
    void prioritiesThatMeanTheSameOrderStay() {
        Pool pool = instance.desired.pools().values().iterator().next();
        List<Long> ids = pool.members().stream().map(Member::peerId).toList();
        instance.apply(MemberEdits.replace(
                pool.id(),
                (none, problems) ->
                        List.of(new MemberEdits.Wanted("", ids.get(0), 10), new MemberEdits.Wanted("", ids.get(1), 20)),
                Command.by("root")));
        assertThat(instance.apply(instance.export())).isEqualTo(Difference.NONE);
        instance.apply(document(
                null,
                List.of(Map.of("name", "house", "failback_cooldown_s", 60, "members", List.of("spare", "home"))),
                null));
        assertThat(instance.desired.pools().values().iterator().next().members())
                .containsExactly(new Member(ids.get(1), 1), new Member(ids.get(0), 2));
    }

    @Test
    void aNameMayChangeItsCase() {
        Difference difference =
                instance.apply(document(List.of(Map.of("name", "Home", "host", "10.0.0.1"), SPARE), null, null));
        assertThat(lines(difference)).startsWith("updated peer Home");
        assertThat(instance.apply(document(null, null, List.of(PINNED, POOLED))))
                .isEqualTo(Difference.NONE);
    }

    @Test
    void portsAreHeldToTheRulesOfL4() {
        Map<String, Object> tcp =
                Map.of("domain", "", "route_type", "l4", "l4_listen_port", 5000, "target_peer", "home");
        Map<String, Object> sni = Map.of(
                "domain",
                "s.example",
                "route_type",
                "l4",
                "l4_listen_port",
                5000,
                "l4_tls_mode",
                "passthrough",
                "target_peer",
                "home");
        Rejection both = instance.refused(document(null, null, List.of(PINNED, POOLED, tcp, sni)));
        assertThat(both.code()).isEqualTo(RejectionCode.L4_PORT_CONFLICT);
        assertThat(both.problems().get(0).path()).isEqualTo("routes[2].l4_listen_port");
        Document one = document(null, null, List.of(PINNED, POOLED, tcp));
        Rejection held = catchThrowableOfType(
                Rejection.class, () -> instance.apply(one, new PortObstacle(5000, true, "is held by another process")));
        assertThat(held.code()).isEqualTo(RejectionCode.L4_PORT_IN_USE);
        assertThat(held.problems().get(0).expected()).contains("is held by another process");
        instance.apply(one);
        assertThat(lines(instance.apply(document(null, null, List.of(PINNED, POOLED, sni)))))
                .isEqualTo("deleted route tcp:5000, created route s.example:5000");
    }

    @Test
    void aConditionIsTheRevisionOfTheWholeState() {
        Document document = document(null, null, List.of(PINNED));
        Command stale = new Command("root", Set.of(instance.desired.revision() - 1));
        Rejection no = catchThrowableOfType(
                Rejection.class, () -> instance.apply(instance.edits.apply(document, false, Map.of(), stale)));
        assertThat(no.code()).isEqualTo(RejectionCode.STALE);
        Command fresh = new Command("root", Set.of(instance.desired.revision()));
        instance.apply(instance.edits.apply(document, false, Map.of(), fresh));
        assertThat(instance.desired.routes()).hasSize(1);
    }

    /** A field that the API gets and nobody thought of here would be lost between an export and an import. */
    @Test
    void everyFieldThatCanBeSetIsInTheDocument() {
        Set<String> neverThere = Set.of("id", "created_at", "updated_at", "drained", "tls_ca_sha256");
        Map<String, @Nullable Object> route =
                Facts.of(instance.desired.routes().values().iterator().next());
        Map<String, @Nullable Object> pool =
                Facts.of(instance.desired.pools().values().iterator().next());
        Map<String, @Nullable Object> peer =
                Facts.of(instance.desired.peers().values().iterator().next());
        assertThat(fields(peer, neverThere)).containsExactlyElementsOf(Section.PEERS.fields());
        assertThat(fields(pool, neverThere)).containsExactlyElementsOf(Section.GATEWAY_POOLS.fields());
        assertThat(fields(route, neverThere)).containsExactlyElementsOf(Section.ROUTES.fields());
    }

    private static List<String> fields(Map<String, @Nullable Object> facts, Set<String> neverThere) {
        return facts.keySet().stream()
                .filter(field -> !neverThere.contains(field))
                .map(field -> field.matches("target_(peer|pool)_id") ? field.replace("_id", "") : field)
                .toList();
    }
}
