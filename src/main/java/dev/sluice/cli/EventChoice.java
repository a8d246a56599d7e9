package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.core.rule.DurationText;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which events are wanted. */
final class EventChoice {

    @Option(names = "--event", paramLabel = "NAME", split = ",", description = "Only these.")
    private List<String> names = List.of();

    @Option(names = "--route", paramLabel = "ROUTE", description = "Only what names it, as sluice routes lists it.")
    private @Nullable String route;

    @Option(names = "--peer", paramLabel = "PEER", description = "Only what names it, or moved routes off or onto it.")
    private @Nullable String peer;

    @Option(names = "--pool", paramLabel = "POOL", description = "Only what names it.")
    private @Nullable String pool;

    @Option(names = "--by", paramLabel = "NAME", description = "Only what was done by that token, or watchdog.")
    private @Nullable String actor;

    @Option(names = "--since", paramLabel = "TIME", description = "Not before this time, or so long ago: 1h, 7d.")
    private @Nullable String since;

    @Option(names = "--from", paramLabel = "TIME", hidden = true)
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
    private @Nullable String until;

    boolean beginsEarlier() {
        return since != null || from != null;
    }

    /** These options as a query, behind a question mark or another parameter. */
    String query(JsonApi api) throws ClientFailure, InterruptedException {
        StringBuilder query = new StringBuilder();
        add(query, "event", names.isEmpty() ? null : String.join(",", names));
        add(query, "route", route == null ? null : RouteLabel.find(api, route).getLong("id"));
        add(query, "peer", peer == null ? null : PeerNames.of(api).id(peer));
        add(query, "pool", pool == null ? null : poolId(api, pool));
        add(query, "actor", actor);
        add(query, "from", since == null ? from : time(since));
        add(query, "until", until);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable Object value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(JsonApi.query(value.toString()));
        }
    }

    /** So long ago, or what the API takes for a time or says what is wrong with. */
    private static String time(String given) {
        Duration ago = DurationText.parse(given);
        return ago == null ? given : Instant.now().minus(ago).toString();
    }

    private static long poolId(JsonApi api, String given) throws ClientFailure, InterruptedException {
        List<String> known = new ArrayList<>();
        for (JsonObject one : Items.of(api.all("/gateway-pools"))) {
            if (one.getString("name").equals(given)) {
                return one.getLong("id");
            }
            known.add(one.getString("name"));
        }
        throw ClientFailure.unknown(
                "pool", given, known.isEmpty() ? "there is none" : "the name of one: " + String.join(", ", known));
    }
}
