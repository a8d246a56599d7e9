package dev.sluice.admin.gateway;

import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pairing;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The streams on which agents hear of changes (server-sent events). One event loop, but for {@link #isOpen}.
 */
final class Streams {

    /** An agent needs one, and one more while it has not noticed that the first is dead. */
    private static final int MOST_OF_ONE = 3;

    private final KnownConfigs configs;
    private final Map<Long, List<Stream>> byPeer = new HashMap<>();
    private final Set<Long> open = ConcurrentHashMap.newKeySet();

    private static final class Stream {

        private final Pairing pairing;
        private final HttpServerResponse response;
        private @Nullable String told;

        Stream(Pairing pairing, HttpServerResponse response) {
            this.pairing = pairing;
            this.response = response;
        }

        /** Only whoever reads is written to: what piles up is a dead end, and the agent comes back by itself. */
        boolean write(String text) {
            if (response.closed() || response.writeQueueFull()) {
                return false;
            }
            response.write(text).onFailure(gone -> {
                // Its close handler tells.
            });
            return true;
        }

        boolean tell(@Nullable String etag) {
            if (etag == null || etag.equals(told)) {
                return true;
            }
            told = etag;
            return write("event: config_changed\ndata: "
                    + new JsonObject().put("etag", etag).encode() + "\n\n");
        }

        void end() {
            response.reset();
        }
    }

    Streams(KnownConfigs configs) {
        this.configs = configs;
    }

    /** Answers with a stream that first tells the config to be had. */
    void open(Pairing pairing, HttpServerResponse response) {
        Stream stream = new Stream(pairing, response);
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
        response.closeHandler(closed -> forget(stream));
        response.exceptionHandler(broken -> {
            // The close handler follows.
        });
        List<Stream> all = byPeer.computeIfAbsent(pairing.peerId(), id -> new ArrayList<>());
        all.add(stream);
        open.add(pairing.peerId());
        if (all.size() > MOST_OF_ONE) {
            drop(all.get(0));
        }
        stream.tell(configs.etag(pairing.peerId()));
    }

    /** Tells each agent whose config is another now, and ends the streams of whoever is not paired any more. */
    void published(Desired desired) {
        for (Stream stream : all()) {
            long peerId = stream.pairing.peerId();
            Pairing now = desired.pairings().get(peerId);
            boolean same = now != null && now.fingerprint().equals(stream.pairing.fingerprint());
            if (!same || !stream.tell(configs.etag(peerId))) {
                drop(stream);
            }
        }
    }

    /** Has the other agents that have some of these routes look now whether they reach their LAN hosts. */
    void look(long speakerId, Set<Long> routes) {
        if (routes.isEmpty()) {
            return;
        }
        for (long peerId : List.copyOf(byPeer.keySet())) {
            AgentConfig config = peerId == speakerId ? null : configs.of(peerId);
            List<Long> wanted = config == null ? List.of() : Doubts.toLookAt(config, routes);
            if (!wanted.isEmpty()) {
                String event = "event: look\ndata: "
                        + new JsonObject().put("routes", new JsonArray(wanted)).encode() + "\n\n";
                byPeer.getOrDefault(peerId, List.of())
                        .forEach(stream -> stream.write(event)); // whoever misses it looks in its own time
            }
        }
    }

    /** Shows every agent that we are there. */
    void comment() {
        for (Stream stream : all()) {
            if (!stream.write(":\n\n")) {
                drop(stream);
            }
        }
    }

    /** Whether the agent would hear of a change now. Any thread. */
    boolean isOpen(long peerId) {
        return open.contains(peerId);
    }

    void closeAll() {
        all().forEach(this::drop);
    }

    private List<Stream> all() {
        return byPeer.values().stream().flatMap(List::stream).toList();
    }

    private void drop(Stream stream) {
        forget(stream);
        stream.end();
    }

    private void forget(Stream stream) {
        long peerId = stream.pairing.peerId();
        List<Stream> all = byPeer.get(peerId);
        if (all != null && all.remove(stream) && all.isEmpty()) {
            byPeer.remove(peerId);
            open.remove(peerId);
        }
    }
}
