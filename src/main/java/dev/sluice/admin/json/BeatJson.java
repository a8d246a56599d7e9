package dev.sluice.admin.json;

import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.port.Moment;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** An agent's beat. */
public final class BeatJson {

    private static final int LONGEST_VERSION = 63;
    private static final int LONGEST_WORD = 63;
    private static final long MOST_MS = Duration.ofDays(1).toMillis();
    private static final long MOST_UPTIME_S = Duration.ofDays(36_500).toSeconds();
    private static final int LARGEST_PORT = 65_535;

    /**
     * What it says.
     *
     * @param configEtag of the config that the agent goes by; null if it has none
     * @param reports by route id
     * @param deaf ports of L4 routes that it cannot listen on, and why not
     */
    public record Beat(
            String version,
            @Nullable String configEtag,
            @Nullable String lanAddress,
            Map<Long, Report> reports,
            Map<Integer, String> deaf) {}

    private BeatJson() {}

    /**
     * Reads one that came just now. What it says of routes that the agent was not given is left out.
     *
     * @throws dev.sluice.core.rule.Rejection if it cannot be read
     */
    public static Beat read(JsonObject body, LongPredicate given, Moment now) {
        Problems problems = new Problems();
        AgentWords in = new AgentWords(body, "", problems);
        Map<Long, Report> reports = new LinkedHashMap<>();
        in.each("routes").forEach(route -> {
            long id = route.number("id", Long.MAX_VALUE);
            Report report = report(route, now);
            if (given.test(id)) {
                reports.put(id, report);
            }
        });
        Map<Integer, String> deaf = new LinkedHashMap<>();
        in.each("listeners").forEach(listener -> {
            int port = (int) listener.number("port", LARGEST_PORT);
            boolean listening = listener.flag("listening");
            String why = listener.optionalText("why");
            if (!listening) {
                deaf.put(port, why == null ? "not listening" : why);
            }
        });
        in.number("uptime_s", MOST_UPTIME_S);
        Beat beat = new Beat(
                in.text("version", LONGEST_VERSION),
                in.optionalText("config_etag"),
                in.optionalText("lan_address"),
                reports,
                deaf);
        problems.refuseIfAny();
        return beat;
    }

    /** The agent's clock does not count: it says how long ago. */
    private static Report report(AgentWords in, Moment now) {
        boolean reached = in.flag("reached");
        String why = in.optionalText("why");
        in.number("ms", MOST_MS);
        long checkedAgo = in.number("checked_ago_ms", MOST_MS);
        long beganAgo = Math.max(checkedAgo, in.number("began_ago_ms", MOST_MS));
        Moment at = now.plus(Duration.ofMillis(-checkedAgo));
        Moment began = now.plus(Duration.ofMillis(-beganAgo));
        return reached
                ? Report.reached(began, at)
                : Report.unreached(
                        why == null ? null : why.substring(0, Math.min(why.length(), LONGEST_WORD)), began, at);
    }
}
