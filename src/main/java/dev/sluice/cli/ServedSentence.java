package dev.sluice.cli;

import io.vertx.core.json.JsonObject;

/** Says who serves a route after a command, and how long that is meant to be so. */
final class ServedSentence {

    private ServedSentence() {}

    static String of(JsonObject route, PeerNames peers) {
        String label = RouteLabel.of(route);
        if (!route.getBoolean("enabled")) {
            return label + " is disabled: nobody serves it.";
        }
        JsonObject serving = route.getJsonObject("serving");
        JsonObject override = route.getJsonObject("override");
        if (serving == null) {
            return label + " is served by the members of its pool.";
        }
        String name = peers.name(serving.getLong("peer_id"));
        if (name == null) {
            return label + " is served by nobody (" + serving.getString("cause") + ").";
        }
        if (override == null) {
            return label + " is served by " + name + " (" + serving.getString("cause") + ").";
        }
        String until = override.getString("until");
        return label + " is served by " + name + " by your word, until "
                + (until == null
                        ? "you take it back (sluice failback " + label + ")"
                        : Shown.time(until).text()) + ".";
    }
}
