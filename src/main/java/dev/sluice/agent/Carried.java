package dev.sluice.agent;

import dev.sluice.agent.config.AgentConfigReader;
import dev.sluice.agent.config.AgentTable;
import dev.sluice.agent.config.ConfigFile;
import dev.sluice.agent.config.InvalidConfigException;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.agent.AgentConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the agent carries: its config, and the table that the data plane reads, which change together. Written on one event
 * loop, read on any thread.
 */
final class Carried {

    private static final Logger LOG = LoggerFactory.getLogger(Carried.class);

    private final Vertx vertx;
    private final long peerId;
    private final ConfigFile file;
    private final AgentTable tables = new AgentTable();
    private volatile @Nullable AgentConfig config;
    private volatile RoutingTable table = RoutingTable.EMPTY;

    Carried(Vertx vertx, long peerId, ConfigFile file) {
        this.vertx = vertx;
        this.peerId = peerId;
        this.file = file;
    }

    /** Takes the config that was kept on disk, if there is a good one. Blocks; before anything else is called. */
    void takeKept() {
        try {
            AgentConfig kept = file.read(peerId);
            if (kept != null) {
                use(kept);
                LOG.info("carrying {} routes as they were last", count(kept));
            }
        } catch (IOException | InvalidConfigException e) {
            LOG.error("the last config is not used: {}", e.getMessage());
        }
    }

    /** Takes what the front door says, wholly or not at all; true if it is taken. It is kept on disk too. */
    boolean take(String document, String etag) {
        AgentConfig fresh;
        try {
            fresh = AgentConfigReader.read(document, etag, peerId);
        } catch (InvalidConfigException e) {
            LOG.error("a config of the front door's is refused, the last one stays: {}", e.getMessage());
            return false;
        }
        use(fresh);
        LOG.info("carrying {} routes (config {})", count(fresh), etag);
        vertx.executeBlocking(() -> {
                    file.keep(document, etag);
                    return null;
                })
                .onFailure(e -> LOG.warn("the config is not kept for the next start: {}", e.toString()));
        return true;
    }

    private void use(AgentConfig fresh) {
        table = tables.build(fresh);
        config = fresh;
    }

    private static int count(AgentConfig config) {
        return config.routes().size() + config.l4Routes().size();
    }

    RoutingTable table() {
        return table;
    }

    /** Null before the first. */
    @Nullable
    AgentConfig config() {
        return config;
    }

    boolean isConfigured() {
        return config != null;
    }

    /** Null before the first config. */
    @Nullable
    String etag() {
        AgentConfig now = config;
        return now == null ? null : now.etag();
    }

    AgentTable tables() {
        return tables;
    }
}
