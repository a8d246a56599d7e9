package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Everywhere;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerCapacity;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Sticky;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Committed;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Edited;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import dev.sluice.core.site.SiteFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DesiredStateTest extends StoreSuite {

    private static final Site PAGES = SiteFields.read(Map.of(
            "error_pages", Map.of("pages", List.of(Map.of("statuses", List.of("5xx"), "html", "<p>\u00e4 {status}")))));

    @Test
    void whatIsReadBackIsWhatWasWritten() {
        long a = gateway("a");
        long b = make(Edit.Kind.PEER, (desired, context) -> desired.with(everythingSet(context)));
        make(Edit.Kind.POOL, (desired, context) -> desired.with(balanced(context, a)));
        long pool = pool("failover", a, b);
        long pinned = route("pinned.example", pinned(a));
        route("pool.example", new Target.Pooled(pool, null));
        route("app.example", new Target.Regular(b, 9000));
        make(Edit.Kind.ROUTE, (desired, context) -> desired.with(listener(context, a)));
        make(Edit.Kind.ROUTE, (desired, context) -> desired.with(sentToHttps(context, a)));
        make(
                Edit.Kind.DRILL,
                (desired, context) -> desired.with(
                        new Drill(context.id(), a, context.now(), context.now().plusSeconds(60), context.created())));
        Committed last = change(editing((desired, context) -> settings(desired.with(
                new RouteOverride(pinned, b, context.now(), context.now().plusSeconds(5), context.created())))));

        Desired here = await(store.desiredState().load());
        Desired elsewhere = await(database.open("front-2").desiredState().load());

        assertThat(here).isEqualTo(last.desired()).isEqualTo(elsewhere);
        assertThat(here.revision()).isEqualTo(11);
        assertThat(here.peers()).hasSize(2);
        assertThat(here.pools()).hasSize(2);
        assertThat(here.routes()).hasSize(5);
        assertThat(here.overrides()).containsOnlyKeys(pinned);
        assertThat(here.drills()).hasSize(1);
        assertThat(here.settings()).containsEntry("theme", "dark");
        assertThat(here.overall().site()).isEqualTo(PAGES);
    }

    private static Peer everythingSet(EditContext context) {
        Probe probe = new Probe(ProbeKind.TCP, 8081, "/health", 204, Duration.ofMillis(1500), 4, 5);
        return new Peer(
                context.id(),
                "b",
                "the rack",
                PeerType.REGULAR,
                "app.lan",
                18081,
                8080,
                9877,
                "192.168.1.9",
                7,
                false,
                true,
                PeerProtocol.H2,
                new PeerTls(new LanTls(LanTls.Kind.VERIFY, null), "app.internal", "-----BEGIN ..."),
                new PeerCapacity(100, 5, Duration.ofMillis(250)),
                probe,
                context.created());
    }

    private static Pool balanced(EditContext context, long peer) {
        return new Pool(
                context.id(),
                "balanced",
                PoolMode.LOAD_BALANCING,
                LoadBalancingPolicy.LEAST_CONN,
                0,
                Failback.MANUAL,
                "<html>away",
                false,
                new Sticky("stay", Duration.ofHours(2)),
                PAGES,
                List.of(new Member(peer, 3)),
                context.created());
    }

    private static Route listener(EditContext context, long peer) {
        L4Listener l4 = new L4Listener("tcp", 5432, L4TlsMode.PASSTHROUGH);
        Target target = pinned(peer);
        return new Route(
                context.id(),
                "db.example",
                "/",
                "",
                false,
                RouteType.L4,
                target,
                false,
                false,
                null,
                null,
                null,
                null,
                l4,
                context.created());
    }

    private static Desired settings(Desired desired) {
        return new Desired(
                desired.revision(),
                desired.peers(),
                desired.pools(),
                desired.routes(),
                desired.overrides(),
                desired.drills(),
                desired.certificates(),
                desired.webhooks(),
                desired.agents(),
                new Everywhere(Map.of("theme", "dark"), PAGES));
    }

    @Test
    void everythingCanBeTakenAwayAgain() {
        long a = gateway("a");
        long pool = pool("p", a);
        long route = route("x.example", pinned(a));
        change(editing((d, c) -> d.with(new RouteOverride(route, a, c.now(), null, c.created()))));
        make(
                Edit.Kind.DRILL,
                (d, c) -> d.with(new Drill(c.id(), a, c.now(), c.now().plusSeconds(9), c.created())));

        change(editing((d, c) ->
                d.withoutDrill(1).withoutRoute(route).withoutPool(pool).withoutPeer(a)));

        assertThat(await(store.desiredState().load())).isEqualTo(Desired.EMPTY.atRevision(6));
        assertThat(database.ask("SELECT count(*) FROM pool_member")).containsExactly("0");
    }

    @Test
    void namesMayBeSwappedAndMembersReplacedInOneChange() {
        long a = gateway("a");
        long b = gateway("b");
        long pool = pool("p", a, b);

        Committed swapped = change(editing((d, c) -> {
            Pool old = d.pools().get(pool);
            return d.with(gateway(a, "b", d.peers().get(a).stamp()))
                    .with(gateway(b, "a", d.peers().get(b).stamp()))
                    .with(new Pool(
                            pool,
                            old.name(),
                            old.mode(),
                            old.policy(),
                            old.failbackCooldownS(),
                            old.failback(),
                            old.outageMessage(),
                            old.enabled(),
                            List.of(new Member(b, 1)),
                            c.touched(old.stamp())));
        }));

        assertThat(await(store.desiredState().load())).isEqualTo(swapped.desired());
        assertThat(database.ask("SELECT name FROM peer ORDER BY id")).containsExactly("b", "a");
        assertThat(database.ask("SELECT peer_id FROM pool_member")).containsExactly(Long.toString(b));
    }

    @Test
    void aRefusedEditWritesNothing() {
        gateway("a");

        assertThatThrownBy(() -> change((desired, context) -> {
                    throw new Rejection(RejectionCode.NAME_TAKEN, "name: 'a', expected another");
                }))
                .cause()
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(RejectionCode.NAME_TAKEN));

        assertThat(database.ask("SELECT number, (SELECT count(*) FROM event) FROM revision"))
                .containsExactly("1|1");
    }

    @Test
    void anEditThatChangesNothingWritesNothing() {
        long a = gateway("a");

        Committed same = change((desired, context) -> new Edited(desired, List.of(), a));

        assertThat(same.desired().revision()).isEqualTo(1);
        assertThat(same.subjectId()).isEqualTo(a);
        assertThat(database.ask("SELECT number, (SELECT count(*) FROM event) FROM revision"))
                .containsExactly("1|1");
    }

    @Test
    void whatTheRulesLetThroughTheDatabaseStillRefuses() {
        long a = gateway("a");

        assertRefused("route_home_peer_id_fkey", d -> d.with(route(50, "x.example", pinned(4711), stampOf(d, a))));
        assertRefused("peer_name_key", d -> d.with(gateway(51, "a", stampOf(d, a))));
        assertRefused("unsupported Unicode escape sequence", d -> d.with(gateway(52, "nul\0", stampOf(d, a))));
        route("x.example", pinned(a));
        assertRefused("route_place", d -> d.with(route(53, "x.example", pinned(a), stampOf(d, a))));
        assertThat(await(store.desiredState().load()).revision()).isEqualTo(2);
        assertThat(gateway("after all that")).isPositive();
    }

    private static dev.sluice.core.model.Stamp stampOf(Desired desired, long peer) {
        return desired.peers().get(peer).stamp();
    }

    private void assertRefused(String why, java.util.function.UnaryOperator<Desired> how) {
        assertThatThrownBy(() -> change(editing((desired, context) -> how.apply(desired))))
                .cause()
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(RejectionCode.INVALID))
                .hasMessageContaining(why);
    }

    @Test
    void theDatabaseItselfKnowsThatARouteHasOneTarget() {
        long a = gateway("a");
        route("x.example", pinned(a));
        pool("p", a);
        for (String wrong : List.of(
                "UPDATE route SET target_pool_id = (SELECT id FROM pool)",
                "UPDATE route SET home_peer_id = NULL",
                "UPDATE route SET target_kind = 'pool'",
                "UPDATE route SET target_lan_port = NULL",
                "UPDATE route SET l4_listen_port = 22",
                "UPDATE pool SET mode = 'load_balancing'",
                "DELETE FROM peer")) {
            assertThatThrownBy(() -> database.ask(wrong)).as(wrong).hasMessageContaining("violates");
        }
    }

    @Test
    void changesOfTwoFrontDoorsAtOnceAllCount() {
        Store other = database.open("front-2");
        List<CompletionStage<Committed>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "peer-" + i;
            Edit edit = making(Edit.Kind.PEER, (d, c) -> d.with(gateway(c.id(), name, c.created())));
            all.add((i % 2 == 0 ? store : other).desiredState().change(edit));
        }
        List<Long> revisions =
                all.stream().map(stage -> await(stage).desired().revision()).toList();

        assertThat(revisions).doesNotHaveDuplicates().hasSize(40);
        assertThat(revisions.stream().max(Long::compare)).contains(40L);
        assertThat(await(store.desiredState().load()).peers()).hasSize(40);
    }
}
