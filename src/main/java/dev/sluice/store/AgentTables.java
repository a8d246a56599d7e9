package dev.sluice.store;

import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.SealedKey;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;

/** What we share with agents: who is paired, and the authority that they trust. All keys and secrets lie in it sealed. */
final class AgentTables {

    private static final long ONLY_ONE = 1;

    static final DesiredTable<Long, Pairing> PAIRINGS = new DesiredTable<>(
            "pairing",
            List.of(
                    "peer_id",
                    "hop",
                    "fingerprint",
                    "secret_key",
                    "secret_box",
                    "api_token_key",
                    "api_token_box",
                    "paired_at",
                    "agent_version",
                    "lan_address"),
            row -> row.getLong("peer_id"),
            row -> new Pairing(
                    row.getLong("peer_id"),
                    Values.constant(Hop.class, row, "hop"),
                    row.getString("fingerprint"),
                    sealed(row, "secret"),
                    sealed(row, "api_token"),
                    Values.instant(row, "paired_at"),
                    row.getString("agent_version"),
                    row.getString("lan_address")),
            (peerId, pairing) -> new JsonObject()
                    .put("peer_id", peerId)
                    .put("hop", pairing.hop().wire())
                    .put("fingerprint", pairing.fingerprint())
                    .mergeIn(sealed("secret", pairing.secret()))
                    .mergeIn(sealed("api_token", pairing.apiToken()))
                    .put("paired_at", pairing.pairedAt())
                    .put("agent_version", pairing.agentVersion())
                    .put("lan_address", pairing.lanAddress()));

    /** One row at most. */
    static final DesiredTable<Long, Authority> AUTHORITIES = new DesiredTable<>(
            "internal_authority",
            List.of("id", "certificate", "private_key", "private_box", "door_certificate", "door_key", "door_box"),
            row -> row.getLong("id"),
            row -> new Authority(
                    row.getString("certificate"),
                    sealed(row, "private"),
                    row.getString("door_certificate"),
                    sealed(row, "door")),
            (id, authority) -> new JsonObject()
                    .put("id", id)
                    .put("certificate", authority.certificate())
                    .mergeIn(sealed("private", authority.key()))
                    .put("door_certificate", authority.doorCertificate())
                    .mergeIn(sealed("door", authority.doorKey())));

    private AgentTables() {}

    static Agents agents(Map<Long, Pairing> pairings, Map<Long, Authority> authorities) {
        return new Agents(pairings, authorities.get(ONLY_ONE));
    }

    static Map<Long, Authority> authorities(Desired desired) {
        Authority known = desired.agents().authority();
        return known == null ? Map.of() : Map.of(ONLY_ONE, known);
    }

    /** Two columns: which secret it is sealed under, and the sealed bytes. */
    private static JsonObject sealed(String column, SealedKey key) {
        return new JsonObject().put(column + "_key", key.secret()).put(column + "_box", key.box());
    }

    private static SealedKey sealed(Row row, String column) {
        return new SealedKey(row.getString(column + "_key"), row.getString(column + "_box"));
    }
}
