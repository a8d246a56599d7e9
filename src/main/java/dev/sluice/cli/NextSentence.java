package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** The second sentence of an explanation: what happens next to the route. */
final class NextSentence {

    private final JsonObject explanation;
    private final JsonObject route;
    private final JsonApi api;
    private final PeerNames peers;

    NextSentence(JsonObject explanation, JsonApi api) throws ClientFailure, InterruptedException {
        this.explanation = explanation;
        this.route = api.get("/routes/" + explanation.getJsonObject("route").getLong("id"));
        this.api = api;
        this.peers = PeerNames.of(api);
    }

    String text() throws ClientFailure, InterruptedException {
        JsonObject serving = route.getJsonObject("serving");
        String cause = serving == null ? "balanced" : serving.getString("cause");
        return switch (cause) {
            case "home", "balanced" -> loss();
            case "outage", "loopback_home_down" -> outage();
            case "override" -> override();
            default -> away(cause);
        };
    }

    /** For one that is where it belongs. */
    private String loss() throws ClientFailure, InterruptedException {
        long id = route.getLong("id");
        for (JsonObject one : Items.of(api.all("/readiness"))) {
            if (one.getLong("route_id") == id) {
                String onto = peers.name(one.getLong("onto_peer_id"));
                String why = WhyNot.words(one.getString("why_not"));
                return !one.getBoolean("survives")
                        ? "If that is lost, nobody serves: " + why + "."
                        : "If that is lost, " + (onto == null ? "the other members carry on." : onto + " takes over.");
            }
        }
        return "It was just switched off.";
    }

    private String outage() {
        List<JsonObject> others = Items.of(explanation.getJsonArray("others"));
        if (others.isEmpty()) {
            return "It is served again when it has a peer that it may go to.";
        }
        return "It is served again as soon as a candidate is usable: "
                + others.stream()
                        .map(other -> peers.name(other.getLong("peer_id")) + " (" + other.getString("why_not") + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private String override() throws ClientFailure, InterruptedException {
        JsonObject override = route.getJsonObject("override");
        String until = override == null ? null : override.getString("until");
        return until == null
                ? "That stays so until it is taken back: sluice failback " + RouteLabel.of(route) + "."
                : "That ends at " + until + ", and " + home() + " is preferred again.";
    }

    private String away(String cause) throws ClientFailure, InterruptedException {
        String due = explanation.getString("failback_due");
        String begin = "It goes back to " + home() + " ";
        if (due != null) {
            return begin + "at " + due + " if nothing else happens.";
        }
        return begin
                + switch (cause) {
                    case "home_drained" -> "when that is resumed: sluice resume " + home() + ".";
                    case "home_disabled" -> "when that is enabled.";
                    case "home_drilled" -> "when the drill ends.";
                    case "home_unreachable" -> "when that reaches the LAN host again.";
                    default -> recovery();
                };
    }

    /** What a home that was DOWN waits for. */
    private String recovery() throws ClientFailure, InterruptedException {
        JsonObject named = explanation.getJsonObject("pool");
        JsonObject pool = named == null ? null : api.get("/gateway-pools/" + named.getLong("id"));
        return pool != null && pool.getString("failback").equals("manual")
                ? "when that answers again and you say so: sluice failback " + RouteLabel.of(route) + "."
                : "when that answers again and its cooldown is over.";
    }

    /** The peer that it belongs to: of a route to a pool, the primary. */
    private String home() throws ClientFailure, InterruptedException {
        String pinned = peers.name(route.getLong("target_peer_id"));
        if (pinned != null) {
            return pinned;
        }
        long id = route.getLong("id");
        for (JsonObject one : Items.of(api.all("/failover?all=true"))) {
            if (one.getLong("route_id") == id) {
                String primary = peers.name(one.getLong("home_peer_id"));
                return primary == null ? "its primary" : primary;
            }
        }
        return "its primary";
    }
}
