package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How people call the peers, which the API refers to by id. */
final class PeerNames {

    private static final int TOLD = 20;

    private final Map<Long, String> names = new LinkedHashMap<>();

    private PeerNames() {}

    static PeerNames of(JsonApi api) throws ClientFailure, InterruptedException {
        PeerNames all = new PeerNames();
        for (JsonObject peer : Items.of(api.all("/peers"))) {
            all.names.put(peer.getLong("id"), peer.getString("name"));
        }
        return all;
    }

    /** The name; null for nobody. */
    @Nullable
    String name(@Nullable Long id) {
        return id == null ? null : names.getOrDefault(id, "#" + id);
    }

    /** The id of the peer with that name, or with that id if no name is so. */
    long id(String given) throws ClientFailure {
        for (Map.Entry<Long, String> one : names.entrySet()) {
            if (one.getValue().equals(given)) {
                return one.getKey();
            }
        }
        for (long id : names.keySet()) {
            if (Long.toString(id).equals(given)) {
                return id;
            }
        }
        throw ClientFailure.unknown("peer", given, "the name of one: " + told());
    }

    private String told() {
        String some = names.values().stream().limit(TOLD).collect(Collectors.joining(", "));
        return names.isEmpty() ? "there is none" : names.size() > TOLD ? some + ", .." : some;
    }
}
