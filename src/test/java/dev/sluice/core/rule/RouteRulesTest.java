package dev.sluice.core.rule;

import static dev.sluice.core.rule.World.ROOT;
import static dev.sluice.core.rule.World.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a route may go. */
class RouteRulesTest {

    private final World world = new World().pinned(20, 1).loopback(21, 2);
    private final RouteEdits edits = new RouteEdits(World.GUARD);

    private static Asked body(Object... fields) {
        Asked asked = new Asked();
        for (int i = 0; i < fields.length; i += 2) {
            asked.set((String) fields[i], fields[i + 1]);
        }
        return asked;
    }

    private static Asked route(Object... fields) {
        return body(fields).set("domain", "new.example");
    }

    static Stream<Arguments> targets() {
        LanHost lan = new LanHost("nas.lan", 80);
        return Stream.of(
                arguments(route("target_peer_id", 1), new Target.Gateway(1, null)),
                arguments(route("target_kind", "gateway", "target_peer_id", 1), new Target.Gateway(1, null)),
                arguments(
                        route("target_peer_id", 1, "target_lan_host", "nas.lan", "target_lan_port", 80),
                        new Target.Gateway(1, lan)),
                arguments(route("target_pool_id", 10), new Target.Pooled(10, null)),
                arguments(
                        route("target_pool_id", 10, "target_lan_host", "127.0.0.1", "target_lan_port", 80),
                        new Target.Pooled(10, new LanHost("127.0.0.1", 80))),
                arguments(route("target_peer_id", 9), new Target.Regular(9, null)),
                arguments(
                        route("target_kind", "peer", "target_peer_id", 9, "target_port", 3000),
                        new Target.Regular(9, 3000)));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aNewRouteGoesWhereItIsSaid(Asked asked, Target target) {
        long id = world.apply(edits.create(asked, null, ROOT));

        assertThat(Objects.requireNonNull(world.desired.route(id)).target()).isEqualTo(target);
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.ROUTE_CREATED);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(route(), RejectionCode.INVALID, "target_kind"),
                arguments(route("target_kind", "pool"), RejectionCode.INVALID, "target_pool_id"),
                arguments(route("target_kind", "gateway"), RejectionCode.INVALID, "target_peer_id"),
                arguments(
                        route("target_peer_id", 1, "target_pool_id", 10),
                        RejectionCode.CONFLICTING_TARGET,
                        "target_pool_id"),
                arguments(
                        route("target_kind", "gateway", "target_pool_id", 10),
                        RejectionCode.CONFLICTING_TARGET,
                        "target_pool_id"),
                arguments(
                        route("target_kind", "pool", "target_peer_id", 1),
                        RejectionCode.CONFLICTING_TARGET,
                        "target_peer_id"),
                arguments(route("target_pool_id", 77), RejectionCode.TARGET_POOL_NOT_FOUND, "target_pool_id"),
                arguments(route("target_pool_id", 11), RejectionCode.TARGET_POOL_EMPTY, "target_pool_id"),
                arguments(route("target_peer_id", 77), RejectionCode.PEER_NOT_FOUND, "target_peer_id"),
                arguments(
                        route("target_kind", "gateway", "target_peer_id", 9),
                        RejectionCode.PEER_NOT_GATEWAY,
                        "target_peer_id"),
                arguments(route("target_kind", "peer", "target_peer_id", 1), RejectionCode.INVALID, "target_peer_id"),
                arguments(route("target_peer_id", 1, "target_port", 80), RejectionCode.INVALID, "target_port"),
                arguments(
                        route("target_peer_id", 9, "target_lan_host", "nas", "target_lan_port", 80),
                        RejectionCode.INVALID,
                        "target_lan_host"),
                arguments(
                        route("target_peer_id", 1, "target_lan_host", "nas"), RejectionCode.INVALID, "target_lan_port"),
                arguments(route("target_peer_id", 1, "target_lan_port", 80), RejectionCode.INVALID, "target_lan_host"),
                arguments(
                        route("target_peer_id", 1, "target_lan_host", "169.254.169.254", "target_lan_port", 80),
                        RejectionCode.TARGET_FORBIDDEN,
                        "target_lan_host"),
                arguments(
                        route("target_peer_id", 1, "target_lan_host", "db.internal", "target_lan_port", 5432),
                        RejectionCode.TARGET_FORBIDDEN,
                        "target_lan_host"),
                arguments(
                        route("target_peer_id", 1, "https_enabled", false, "hsts_max_age_s", 0),
                        RejectionCode.INVALID,
                        "hsts_max_age_s"),
                arguments(
                        route("target_peer_id", 1, "https_enabled", false, "https_redirect", true),
                        RejectionCode.INVALID,
                        "https_redirect"),
                arguments(route("target_peer_id", 1, "hsts_max_age_s", -1), RejectionCode.INVALID, "hsts_max_age_s"),
                arguments(
                        body("domain", "a b", "path_prefix", "/", "target_peer_id", 1),
                        RejectionCode.INVALID,
                        "domain"),
                arguments(route("target_peer_id", 1, "path_prefix", "x"), RejectionCode.INVALID, "path_prefix"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aFaultyRouteIsRefusedByName(Asked asked, RejectionCode code, String path) {
        world.desired = world.desired.with(World.pool(11));

        Rejection no = world.refused(edits.create(asked, null, ROOT));

        assertThat(no.code()).isEqualTo(code);
        assertThat(paths(no)).containsExactly(path);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Asked asked = body("domain", "a b", "path_prefix", "x", "target_pool_id", 77, "target_lan_port", 80);

        Rejection no = world.refused(edits.create(asked, null, ROOT));

        assertThat(no.code()).isEqualTo(RejectionCode.INVALID);
        assertThat(paths(no)).containsExactly("domain", "path_prefix", "target_lan_host", "target_pool_id");
    }

    @Test
    void aGatewayOnOurOwnMachineMayNotBeUsedToReachOurListeners() {
        world.apply(new PeerEdits(World.GUARD, dev.sluice.core.model.Probe.DEFAULT)
                .update(1, (peer, problems) -> Peers.withHost(peer, "127.0.0.1"), ROOT));
        Asked asked = route("target_peer_id", 1, "target_lan_host", "localhost", "target_lan_port", 9180);

        assertThat(world.codeOf(edits.create(asked, null, ROOT))).isEqualTo(RejectionCode.TARGET_FORBIDDEN);

        asked.set("target_lan_port", 3000);
        world.apply(edits.create(asked, null, ROOT));
    }

    @Test
    void aDomainAndPathBelongToOneRoute() {
        Asked double20 = body("domain", "R20.example", "target_peer_id", 1);
        assertThat(world.codeOf(edits.create(double20, null, ROOT))).isEqualTo(RejectionCode.ROUTE_EXISTS);

        world.apply(edits.create(double20.set("path_prefix", "/api/"), null, ROOT));
        assertThat(world.codeOf(edits.create(
                        body("domain", "r20.example", "path_prefix", "/api", "target_peer_id", 1), null, ROOT)))
                .isEqualTo(RejectionCode.ROUTE_EXISTS);
        assertThat(world.codeOf(edits.update(21, body("domain", "r20.example"), null, ROOT)))
                .isEqualTo(RejectionCode.ROUTE_EXISTS);
    }

    static Stream<Arguments> moves() {
        return Stream.of(
                arguments(body("target_kind", "pool", "target_pool_id", 10), new Target.Pooled(10, null)),
                arguments(body("target_peer_id", null, "target_pool_id", 10), new Target.Pooled(10, null)),
                arguments(body("target_kind", "peer", "target_peer_id", 9), new Target.Regular(9, null)),
                arguments(body("target_peer_id", 2), new Target.Gateway(2, null)),
                arguments(body(), new Target.Gateway(1, null)));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void aNewKindClearsTheOtherKindsTarget(Asked asked, Target target) {
        world.apply(edits.update(20, asked, null, ROOT));

        assertThat(Objects.requireNonNull(world.desired.route(20)).target()).isEqualTo(target);
    }

    @Test
    void aPoolRouteIsPinnedAgain() {
        world.pooled(22, 10);
        world.apply(edits.update(22, body("target_pool_id", null, "target_peer_id", 2), null, ROOT));

        assertThat(Objects.requireNonNull(world.desired.route(22)).target()).isEqualTo(new Target.Gateway(2, null));
    }

    @Test
    void asecondTargetBesideThePresentOneConflicts() {
        assertThat(world.codeOf(edits.update(20, body("target_pool_id", 10), null, ROOT)))
                .isEqualTo(RejectionCode.CONFLICTING_TARGET);
        world.pooled(22, 10);
        assertThat(world.codeOf(edits.update(22, body("target_peer_id", 1), null, ROOT)))
                .isEqualTo(RejectionCode.CONFLICTING_TARGET);
    }

    @Test
    void aLoopbackRouteGoesIntoAPoolOnlyByTheOperatorsWord() {
        Asked asked = body("target_kind", "pool", "target_pool_id", 10);
        assertThat(world.codeOf(edits.update(21, asked, null, ROOT))).isEqualTo(RejectionCode.LOOPBACK_ROUTE);

        world.apply(edits.update(21, asked.set("allow_loopback", true), null, ROOT));

        assertThat(Objects.requireNonNull(world.desired.route(21)).target().poolId())
                .isEqualTo(10);
    }

    @Test
    void anUpdateTellsOnlyWhatChanged() {
        world.apply(edits.update(20, body("path_prefix", "/api"), null, ROOT));

        Map<String, Object> details = world.audit.get(0).details();
        assertThat(details)
                .containsEntry("route_id", 20L)
                .containsEntry("before", Map.of("path_prefix", "/"))
                .containsEntry("after", Map.of("path_prefix", "/api"));
    }

    @Test
    void aToggleSwitchesOffAndOn() {
        world.apply(edits.toggle(20, null, ROOT));
        assertThat(Objects.requireNonNull(world.desired.route(20)).enabled()).isFalse();
        world.apply(edits.toggle(20, null, ROOT));
        assertThat(Objects.requireNonNull(world.desired.route(20)).enabled()).isTrue();
    }

    @Test
    void routesMigrateAllOrNone() {
        world.pinned(22, 3);
        assertThat(paths(world.refused(migrate(false, 20, 77)))).containsExactly("route_ids[1]");
        assertThat(world.codeOf(migrate(false, 20, 21))).isEqualTo(RejectionCode.LOOPBACK_ROUTE);
        assertThat(world.codeOf(migrate(false))).isEqualTo(RejectionCode.INVALID);

        world.apply(migrate(false, 20, 22));
        assertThat(world.audit.get(0).details()).containsEntry("route_ids", List.of(20L, 22L));
        world.apply(migrate(true, 20, 21));

        assertThat(world.desired.routes().values()).extracting(Route::target).allMatch(t -> t.poolId() == 10);
        assertThat(world.audit.get(0).details()).containsEntry("route_ids", List.of(21L));
    }

    private static Edit migrate(boolean allowLoopback, long... routes) {
        List<Long> ids = java.util.Arrays.stream(routes).boxed().toList();
        return MigrateRoutes.into(10, (none, problems) -> new MigrateRoutes.Wanted(ids, allowLoopback), ROOT);
    }
}
