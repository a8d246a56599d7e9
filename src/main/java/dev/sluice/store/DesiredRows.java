package dev.sluice.store;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Everywhere;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The whole desired state as rows. To be used within a transaction. */
final class DesiredRows {
    private DesiredRows() {}

    /** Reads everything. The statements go out together; nothing waits for the answer before it. */
    static Future<Desired> load(PgConnection connection) {
        var number = connection.query("SELECT number FROM revision").execute();
        var peers = PeerTable.PEERS.load(connection);
        var pools = PoolTable.load(connection);
        var routes = RouteTable.ROUTES.load(connection);
        var overrides = DesiredTables.OVERRIDES.load(connection);
        var drills = DesiredTables.DRILLS.load(connection);
        var certificates = CertificateTable.CERTIFICATES.load(connection);
        var webhooks = WebhookTable.WEBHOOKS.load(connection);
        var pairings = AgentTables.PAIRINGS.load(connection);
        var authorities = AgentTables.AUTHORITIES.load(connection);
        var settings = DesiredTables.SETTINGS.load(connection);
        var site = DesiredTables.loadSite(connection);
        return Future.all(List.of(
                        number,
                        peers,
                        pools,
                        routes,
                        overrides,
                        drills,
                        certificates,
                        webhooks,
                        pairings,
                        authorities,
                        settings,
                        site))
                .map(all -> new Desired(
                        number.result().iterator().next().getLong(0),
                        peers.result(),
                        pools.result(),
                        routes.result(),
                        overrides.result(),
                        drills.result(),
                        certificates.result(),
                        webhooks.result(),
                        AgentTables.agents(pairings.result(), authorities.result()),
                        new Everywhere(settings.result(), site.result())));
    }

    /** Writes the difference, and the new number. What is gone goes first, so that its name and place are free. */
    static Future<Void> save(PgConnection connection, Desired before, Desired after) {
        return DesiredTables.OVERRIDES
                .deleteMissing(connection, before.overrides(), after.overrides())
                .compose(v -> DesiredTables.DRILLS.deleteMissing(connection, before.drills(), after.drills()))
                .compose(v -> RouteTable.ROUTES.deleteMissing(connection, before.routes(), after.routes()))
                .compose(v -> PoolTable.deleteMissing(connection, before.pools(), after.pools()))
                .compose(v -> AgentTables.PAIRINGS.deleteMissing(connection, before.pairings(), after.pairings()))
                .compose(v -> AgentTables.AUTHORITIES.deleteMissing(
                        connection, AgentTables.authorities(before), AgentTables.authorities(after)))
                .compose(v -> PeerTable.PEERS.deleteMissing(connection, before.peers(), after.peers()))
                .compose(v -> CertificateTable.CERTIFICATES.deleteMissing(
                        connection, before.certificates(), after.certificates()))
                .compose(v -> WebhookTable.WEBHOOKS.deleteMissing(connection, before.webhooks(), after.webhooks()))
                .compose(v -> DesiredTables.SETTINGS.deleteMissing(connection, before.settings(), after.settings()))
                .compose(v -> PeerTable.PEERS.writeChanged(connection, before.peers(), after.peers()))
                .compose(v -> PoolTable.writeChanged(connection, before.pools(), after.pools()))
                .compose(v -> RouteTable.ROUTES.writeChanged(connection, before.routes(), after.routes()))
                .compose(v -> DesiredTables.OVERRIDES.writeChanged(connection, before.overrides(), after.overrides()))
                .compose(v -> DesiredTables.DRILLS.writeChanged(connection, before.drills(), after.drills()))
                .compose(v -> CertificateTable.CERTIFICATES.writeChanged(
                        connection, before.certificates(), after.certificates()))
                .compose(v -> WebhookTable.writeChanged(connection, before.webhooks(), after.webhooks()))
                .compose(v -> AgentTables.PAIRINGS.writeChanged(connection, before.pairings(), after.pairings()))
                .compose(v -> AgentTables.AUTHORITIES.writeChanged(
                        connection, AgentTables.authorities(before), AgentTables.authorities(after)))
                .compose(v -> DesiredTables.SETTINGS.writeChanged(connection, before.settings(), after.settings()))
                .compose(v -> DesiredTables.writeSite(
                        connection, before.overall().site(), after.overall().site()))
                .compose(v -> connection
                        .preparedQuery("UPDATE revision SET number = $1, updated_at = now()")
                        .execute(Tuple.of(after.revision())))
                .mapEmpty();
    }
}
