package dev.sluice.agent;

import dev.sluice.agent.lan.LanReach;
import dev.sluice.agent.lan.LanWatch;
import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.AgentL4Route;
import dev.sluice.core.agent.AgentRoute;
import dev.sluice.core.model.LanHost;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the agent says of itself: in its beats, and to who asks its own API. One event loop. */
final class Word {

    /** So many routes fit into one beat; of more, each beat tells another part. */
    static final int MOST_ROUTES = 5_000;

    private final AgentOptions options;
    private final Carried carried;
    private final L4Ports ports;
    private final LanWatch lan;
    private final long startedNanos = System.nanoTime();
    private int turn;

    private record Checked(long id, LanHost host) {}

    Word(AgentOptions options, Carried carried, L4Ports ports, LanWatch lan) {
        this.options = options;
        this.carried = carried;
        this.ports = ports;
        this.lan = lan;
    }

    /** How it fares, for a beat. */
    JsonObject beat() {
        JsonObject beat = common();
        List<Checked> all = checked();
        int parts = (all.size() + MOST_ROUTES - 1) / MOST_ROUTES;
        int from = parts <= 1 ? 0 : turn++ % parts * MOST_ROUTES;
        return beat.put("routes", routes(all.subList(from, Math.min(all.size(), from + MOST_ROUTES))));
    }

    /** The same for who asks, with all routes. */
    JsonObject status() {
        return common().put("routes", routes(checked()));
    }

    private JsonObject common() {
        JsonObject word = new JsonObject()
                .put("version", options.version())
                .put("config_etag", carried.etag())
                .put("uptime_s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos));
        if (options.lanAddress() != null) {
            word.put("lan_address", options.lanAddress());
        }
        return word.put("listeners", listeners());
    }

    private JsonArray listeners() {
        AgentConfig config = carried.config();
        JsonArray listeners = new JsonArray();
        if (config != null) {
            TreeSet<Integer> asked = new TreeSet<>();
            config.l4Routes().forEach(route -> asked.add(route.listenPort()));
            for (int port : asked) {
                String obstacle = ports.obstacle(port);
                JsonObject listener = new JsonObject().put("port", port).put("listening", obstacle == null);
                listeners.add(obstacle == null ? listener : listener.put("why", obstacle));
            }
        }
        return listeners;
    }

    private List<Checked> checked() {
        AgentConfig config = carried.config();
        List<Checked> all = new ArrayList<>();
        if (config != null) {
            for (AgentRoute route : config.routes()) {
                all.add(new Checked(route.id(), route.lan()));
            }
            for (AgentL4Route route : config.l4Routes()) {
                all.add(new Checked(route.id(), route.lan()));
            }
        }
        return all;
    }

    private JsonArray routes(List<Checked> some) {
        long now = System.nanoTime();
        JsonArray routes = new JsonArray();
        for (Checked route : some) {
            LanReach found = lan.found(route.host());
            if (found != null) {
                routes.add(route(route.id(), found, now));
            }
        }
        return routes;
    }

    private static JsonObject route(long id, LanReach found, long now) {
        JsonObject route = new JsonObject().put("id", id).put("reached", found.reached());
        @Nullable String why = found.why();
        if (why != null) {
            route.put("why", why);
        }
        return route.put("ms", found.millis())
                .put("checked_ago_ms", (now - found.endedNanos()) / 1_000_000)
                .put("began_ago_ms", (now - found.beganNanos()) / 1_000_000);
    }
}
