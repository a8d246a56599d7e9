package dev.sluice.store;

import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerCapacity;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of peers; a peer's probe lies in columns of its row. */
final class PeerTable {
    static final DesiredTable<Long, Peer> PEERS = new DesiredTable<>(
            "peer",
            List.of(
                    "id",
                    "name",
                    "description",
                    "peer_type",
                    "host",
                    "proxy_port",
                    "port",
                    "api_port",
                    "lan_address",
                    "weight",
                    "enabled",
                    "drained",
                    "protocol",
                    "tls",
                    "tls_server_name",
                    "tls_ca",
                    "max_in_flight",
                    "queue_length",
                    "queue_timeout_ms",
                    "probe_kind",
                    "probe_port",
                    "probe_path",
                    "probe_expect_status",
                    "probe_interval_ms",
                    "probe_fall",
                    "probe_rise",
                    "created_at",
                    "updated_at",
                    "revision"),
            row -> row.getLong("id"),
            PeerTable::read,
            PeerTable::write);

    private PeerTable() {}

    private static Peer read(Row row) {
        return new Peer(
                row.getLong("id"),
                row.getString("name"),
                row.getString("description"),
                Values.constant(PeerType.class, row, "peer_type"),
                row.getString("host"),
                row.getInteger("proxy_port"),
                row.getInteger("port"),
                row.getInteger("api_port"),
                row.getString("lan_address"),
                row.getInteger("weight"),
                row.getBoolean("enabled"),
                row.getBoolean("drained"),
                protocol(row),
                tls(row),
                capacity(row),
                new Probe(
                        Values.constant(ProbeKind.class, row, "probe_kind"),
                        row.getInteger("probe_port"),
                        row.getString("probe_path"),
                        row.getInteger("probe_expect_status"),
                        Duration.ofMillis(row.getLong("probe_interval_ms")),
                        row.getInteger("probe_fall"),
                        row.getInteger("probe_rise")),
                Values.stamp(row));
    }

    /** A snapshot that was written before there was this column is read all the same. */
    private static PeerProtocol protocol(Row row) {
        return row.getString("protocol") == null
                ? PeerProtocol.HTTP1
                : Values.constant(PeerProtocol.class, row, "protocol");
    }

    private static @Nullable PeerTls tls(Row row) {
        String text = row.getString("tls");
        LanTls trust = text == null ? null : LanTls.parse(text);
        return trust == null ? null : new PeerTls(trust, row.getString("tls_server_name"), row.getString("tls_ca"));
    }

    private static @Nullable PeerCapacity capacity(Row row) {
        Integer most = row.getInteger("max_in_flight");
        return most == null
                ? null
                : new PeerCapacity(
                        most, row.getInteger("queue_length"), Duration.ofMillis(row.getLong("queue_timeout_ms")));
    }

    private static JsonObject write(long id, Peer peer) {
        Probe probe = peer.probe();
        PeerTls tls = peer.tls();
        PeerCapacity capacity = peer.capacity();
        JsonObject row = new JsonObject()
                .put("id", id)
                .put("name", peer.name())
                .put("description", peer.description())
                .put("peer_type", peer.type().wire())
                .put("host", peer.host())
                .put("proxy_port", peer.proxyPort())
                .put("port", peer.port())
                .put("api_port", peer.apiPort())
                .put("lan_address", peer.lanAddress())
                .put("weight", peer.weight())
                .put("enabled", peer.enabled())
                .put("drained", peer.drained())
                .put("protocol", peer.protocol().wire())
                .put("tls", tls == null ? null : tls.trust().wire())
                .put("tls_server_name", tls == null ? null : tls.serverName())
                .put("tls_ca", tls == null ? null : tls.authorities())
                .put("max_in_flight", capacity == null ? null : capacity.maxInFlight())
                .put("queue_length", capacity == null ? null : capacity.queue())
                .put(
                        "queue_timeout_ms",
                        capacity == null ? null : capacity.queueTimeout().toMillis())
                .put("probe_kind", probe.kind().wire())
                .put("probe_port", probe.port())
                .put("probe_path", probe.path())
                .put("probe_expect_status", probe.expectStatus())
                .put("probe_interval_ms", probe.interval().toMillis())
                .put("probe_fall", probe.fall())
                .put("probe_rise", probe.rise());
        return Values.stamp(row, peer.stamp());
    }
}
