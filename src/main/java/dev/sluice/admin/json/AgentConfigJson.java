package dev.sluice.admin.json;

import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.AgentL4Route;
import dev.sluice.core.agent.AgentRoute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** An agent's config as JSON. */
public final class AgentConfigJson {

    private static final int FORMAT = 1;

    private AgentConfigJson() {}

    /**
     * The whole of it.
     *
     * @param beatSeconds how often the agent is to beat
     */
    public static JsonObject of(AgentConfig config, int beatSeconds) {
        JsonArray routes = new JsonArray();
        config.routes().forEach(route -> routes.add(of(route)));
        JsonArray l4Routes = new JsonArray();
        config.l4Routes().forEach(route -> l4Routes.add(of(route)));
        return new JsonObject()
                .put("format", FORMAT)
                .put("peer_id", config.peerId())
                .put("peer_name", config.peerName())
                .put("hop", config.hop().wire())
                .put("beat_s", beatSeconds)
                .put("routes", routes)
                .put("l4_routes", l4Routes);
    }

    private static JsonObject of(AgentRoute route) {
        JsonObject json = new JsonObject()
                .put("id", route.id())
                .put("domain", route.domain())
                .put("path_prefix", route.pathPrefix())
                .put("lan_host", route.lan().host())
                .put("lan_port", route.lan().port());
        if (route.lanTls() != null) {
            json.put("lan_tls", route.lanTls().wire());
        }
        return withMac(json, route.wakeMac());
    }

    private static JsonObject of(AgentL4Route route) {
        JsonObject json = new JsonObject()
                .put("id", route.id())
                .put("domain", route.domain())
                .put("listen_port", route.listenPort())
                .put("tls", route.tls().wire())
                .put("lan_host", route.lan().host())
                .put("lan_port", route.lan().port());
        return withMac(json, route.wakeMac());
    }

    private static JsonObject withMac(JsonObject json, @Nullable String mac) {
        return mac == null ? json : json.put("wake_mac", mac);
    }
}
