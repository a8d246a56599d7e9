package dev.sluice.admin.gateway;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.json.BeatJson;
import dev.sluice.admin.json.BeatJson.Beat;
import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.AgentL4Route;
import dev.sluice.core.agent.AgentRoute;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.port.AgentReports;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Moment;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes beats: what an agent says of itself and of the LAN hosts of its routes, and of nothing else. */
final class BeatDesk {

    private final KnownConfigs configs;
    private final LiveAgents live;
    private final Announcements announcements;
    private final Doubts doubts;
    private final Streams streams;
    private final AgentReports reports;
    private final Clock clock;

    BeatDesk(
            KnownConfigs configs,
            LiveAgents live,
            Announcements announcements,
            Doubts doubts,
            Streams streams,
            AgentReports reports,
            Clock clock) {
        this.configs = configs;
        this.live = live;
        this.announcements = announcements;
        this.doubts = doubts;
        this.streams = streams;
        this.reports = reports;
        this.clock = clock;
    }

    /** The answer names the config that the agent should have. */
    Answer beat(Pairing pairing, JsonObject body) {
        Moment now = clock.now();
        long peerId = pairing.peerId();
        AgentConfig config = configs.of(peerId);
        Set<Long> given = ids(config);
        Beat beat = BeatJson.read(body, given::contains, now);
        live.beat(peerId, pairing.fingerprint(), beat.version(), beat.configEtag(), now.wall());
        Map<Long, Report> heard = withDeafPorts(beat, config, now);
        reports.beat(peerId, heard);
        streams.look(peerId, doubts.heard(peerId, heard));
        announcements.heard(pairing, beat.lanAddress(), now);
        return Answer.json(new JsonObject().put("wanted_etag", config == null ? null : config.etag()));
    }

    private static Set<Long> ids(@Nullable AgentConfig config) {
        Set<Long> ids = new HashSet<>();
        if (config != null) {
            config.routes().stream().map(AgentRoute::id).forEach(ids::add);
            config.l4Routes().stream().map(AgentL4Route::id).forEach(ids::add);
        }
        return ids;
    }

    /** Through a port that the agent cannot listen on it reaches nothing, whatever its checks say. */
    private static Map<Long, Report> withDeafPorts(Beat beat, @Nullable AgentConfig config, Moment now) {
        if (beat.deaf().isEmpty() || config == null) {
            return beat.reports();
        }
        Map<Long, Report> all = new HashMap<>(beat.reports());
        for (AgentL4Route route : config.l4Routes()) {
            String why = beat.deaf().get(route.listenPort());
            if (why != null) {
                all.put(route.id(), Report.unreached("port " + route.listenPort() + ": " + why, now, now));
            }
        }
        return all;
    }
}
