package dev.sluice.core.rule;

import static dev.sluice.core.rule.World.ROOT;
import static dev.sluice.core.rule.World.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Target;
import dev.sluice.core.rule.RelocateRoutes.Item;
import dev.sluice.core.rule.RelocateRoutes.Wanted;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes that get another home for good. */
class RelocateRulesTest {

    private static final LanHost NAS = new LanHost("nas.lan", 80);

    private final World world = new World()
            .route(20, new Target.Gateway(1, NAS))
            .loopback(21, 1)
            .pooled(22, 10)
            .route(23, new Target.Regular(9, null));
    private final RelocateRoutes relocation = new RelocateRoutes(World.GUARD);

    private Edit to(long peer, Item... items) {
        return relocation.to((none, problems) -> new Wanted(peer, List.of(items), false), ROOT);
    }

    private static Item item(long id) {
        return new Item(id, null, null);
    }

    private Target target(long id) {
        return world.desired.routes().get(id).target();
    }

    @Test
    void pinnedAndPooledRoutesGetThatHomeAndKeepTheirLanHosts() {
        world.apply(to(3, item(20), item(22)));

        assertThat(target(20)).isEqualTo(new Target.Gateway(3, NAS));
        assertThat(target(22)).isEqualTo(new Target.Gateway(3, null));
        assertThat(target(21).homeId()).isEqualTo(1);
        assertThat(world.audit).hasSize(1);
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.ROUTES_RELOCATED);
        assertThat(world.audit.get(0).details())
                .containsEntry("peer_id", 3L)
                .containsEntry("route_ids", List.of(20L, 22L))
                .containsEntry(
                        "before",
                        Map.of(
                                "20",
                                Map.of("target_peer_id", 1L, "target_lan_host", "nas.lan", "target_lan_port", 80),
                                "22",
                                Map.of("target_pool_id", 10L)));
    }

    @Test
    void aLanHostThatIsGivenReplacesTheirOwn() {
        world.apply(to(3, new Item(20L, "192.168.2.9", 8080), new Item(21L, "127.0.0.1", 2222)));

        assertThat(target(20)).isEqualTo(new Target.Gateway(3, new LanHost("192.168.2.9", 8080)));
        assertThat(target(21)).isEqualTo(new Target.Gateway(3, new LanHost("127.0.0.1", 2222)));
    }

    @Test
    void whatIsSoAlreadyIsNoChange() {
        world.apply(to(1, item(20), item(21)));

        assertThat(world.audit).isEmpty();
    }

    @Test
    void whatMeansTheGatewayItselfStaysUnlessTheOperatorSaysSo() {
        Rejection no = world.refused(to(3, item(20), item(21)));
        assertThat(no.code()).isEqualTo(RejectionCode.LOOPBACK_ROUTE);
        assertThat(paths(no)).containsExactly("routes.21");

        world.apply(relocation.to((none, problems) -> new Wanted(3L, List.of(item(21)), true), ROOT));
        assertThat(target(21).homeId()).isEqualTo(3);
    }

    @Test
    void anOverrideToWhoMayNotServeAnyMoreGoesToo() {
        world.apply(
                OverrideEdits.pivot(20, (none, problems) -> new OverrideEdits.Wanted(2L, null), world.health, ROOT));
        assertThat(world.desired.overrides()).hasSize(1);

        world.apply(to(3, item(20)));

        assertThat(world.desired.overrides()).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(3, List.of(), RejectionCode.INVALID, List.of("items")),
                arguments(3, List.of(item(99)), RejectionCode.INVALID, List.of("items[0].id")),
                arguments(3, List.of(item(20), item(20)), RejectionCode.INVALID, List.of("items[1].id")),
                arguments(3, List.of(item(23)), RejectionCode.INVALID, List.of("items[0].id")),
                arguments(3, List.of(new Item(null, null, null)), RejectionCode.INVALID, List.of("items[0].id")),
                arguments(77, List.of(item(20)), RejectionCode.PEER_NOT_FOUND, List.of("target_peer_id")),
                arguments(9, List.of(item(20)), RejectionCode.PEER_NOT_GATEWAY, List.of("target_peer_id")),
                arguments(
                        3,
                        List.of(new Item(20L, "nas.lan", null)),
                        RejectionCode.INVALID,
                        List.of("items[0].target_lan_port")),
                arguments(
                        3,
                        List.of(new Item(20L, null, 80)),
                        RejectionCode.INVALID,
                        List.of("items[0].target_lan_host")),
                arguments(
                        3,
                        List.of(item(22), new Item(20L, "db.internal", 5432)),
                        RejectionCode.TARGET_FORBIDDEN,
                        List.of("items[1].target_lan_host")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void allOrNoneAndAllFaultsAreNamed(long peer, List<Item> items, RejectionCode code, List<String> paths) {
        Rejection no = world.refused(to(peer, items.toArray(Item[]::new)));

        assertThat(no.code()).isEqualTo(code);
        assertThat(paths(no)).isEqualTo(paths);
    }
}
