package dev.sluice.admin;

import static dev.sluice.admin.BadInputRows.of;
import static dev.sluice.admin.BadInputRows.row;

import io.vertx.core.json.JsonArray;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The same for what moves many routes at a time. */
final class BadMoveRows {

    private BadMoveRows() {}

    static Stream<Arguments> movesRows() {
        return Stream.of(
                row("POST", "/gateway-pools/4/migrate-routes", of(), 400, "invalid", "route_ids"),
                row(
                        "POST",
                        "/gateway-pools/4/migrate-routes",
                        of("route_ids", new JsonArray().add("5").add(77)),
                        400,
                        "invalid",
                        "route_ids[0]",
                        "route_ids[1]"),
                row(
                        "POST",
                        "/gateway-pools/4/migrate-routes",
                        of("route_ids", new JsonArray().add(8)),
                        409,
                        "loopback_route",
                        "routes.8"),
                row("POST", "/routes/relocate", of(), 400, "invalid", "target_peer_id", "items"),
                row(
                        "POST",
                        "/routes/relocate",
                        of("target_peer_id", 1, "items", new JsonArray().add(8).add(of("id", "8", "odd", 1))),
                        400,
                        "invalid",
                        "items[0]",
                        "items[1].id",
                        "items[1].odd"));
    }
}
