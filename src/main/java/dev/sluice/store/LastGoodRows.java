package dev.sluice.store;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Everywhere;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LedgerState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The last good state as the rows of its tables, in JSON. */
final class LastGoodRows {

    private LastGoodRows() {}

    static JsonObject write(LastGood state) {
        Desired desired = state.desired();
        JsonArray assignments = new JsonArray();
        state.state().assignments().forEach(row -> assignments.add(AssignmentTable.json(row)));
        JsonArray health = new JsonArray();
        state.state().health().forEach(row -> health.add(HealthTable.json(row)));
        return new JsonObject()
                .put("revision", desired.revision())
                .put("peers", PeerTable.PEERS.toJson(desired.peers()))
                .put("pools", PoolTable.toJson(desired.pools()))
                .put("routes", RouteTable.ROUTES.toJson(desired.routes()))
                .put("overrides", DesiredTables.OVERRIDES.toJson(desired.overrides()))
                .put("drills", DesiredTables.DRILLS.toJson(desired.drills()))
                .put("certificates", CertificateTable.CERTIFICATES.toJson(desired.certificates()))
                .put("webhooks", WebhookTable.WEBHOOKS.toJson(desired.webhooks()))
                .put("pairings", AgentTables.PAIRINGS.toJson(desired.pairings()))
                .put("authorities", AgentTables.AUTHORITIES.toJson(AgentTables.authorities(desired)))
                .put("settings", DesiredTables.SETTINGS.toJson(desired.settings()))
                .put(
                        "site",
                        DesiredTables.siteToJson(
                                DesiredTables.rows(desired.overall().site())))
                .put("assignments", assignments)
                .put("health", health);
    }

    /** Fails with some RuntimeException if it is not what {@link #write} wrote. */
    static LastGood read(JsonObject json) {
        Desired desired = new Desired(
                json.getLong("revision"),
                PeerTable.PEERS.fromJson(json.getJsonArray("peers")),
                PoolTable.fromJson(json.getJsonArray("pools")),
                RouteTable.ROUTES.fromJson(json.getJsonArray("routes")),
                DesiredTables.OVERRIDES.fromJson(json.getJsonArray("overrides")),
                DesiredTables.DRILLS.fromJson(json.getJsonArray("drills")),
                CertificateTable.CERTIFICATES.fromJson(laterAdded(json, "certificates")),
                WebhookTable.WEBHOOKS.fromJson(laterAdded(json, "webhooks")),
                AgentTables.agents(
                        AgentTables.PAIRINGS.fromJson(laterAdded(json, "pairings")),
                        AgentTables.AUTHORITIES.fromJson(laterAdded(json, "authorities"))),
                new Everywhere(
                        DesiredTables.SETTINGS.fromJson(json.getJsonArray("settings")),
                        DesiredTables.only(DesiredTables.sitesFromJson(laterAdded(json, "site")))));
        List<AssignmentRow> assignments = json.getJsonArray("assignments").stream()
                .map(row -> AssignmentTable.read(new JsonRow((JsonObject) row)))
                .toList();
        List<HealthRow> health = json.getJsonArray("health").stream()
                .map(row -> HealthTable.read(new JsonRow((JsonObject) row)))
                .toList();
        return new LastGood(desired, new LedgerState(assignments, health, List.of()));
    }

    /** Rows that are not in the file of an earlier version. */
    private static JsonArray laterAdded(JsonObject json, String table) {
        return json.getJsonArray(table, new JsonArray());
    }
}
