package dev.sluice.imports.gatecontrol;

import dev.sluice.imports.json.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * For which domains GateControl asks people to log in.
 *
 * @param domains as the backup has them
 */
record RouteAuthentication(Set<String> domains) {

    static RouteAuthentication of(JsonNode list) {
        return new RouteAuthentication(list.items().stream()
                .map(entry -> entry.at("route_domain").text(""))
                .filter(domain -> !domain.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean guards(String domain) {
        return domains.contains(domain);
    }
}
