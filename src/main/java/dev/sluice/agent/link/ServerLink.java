package dev.sluice.agent.link;

import dev.sluice.agent.state.Identity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to the front door: a stream of events from one server, tried in turn, and all other calls to the one that was
 * last good. That it is cut changes nothing of what is served. Lives on one event loop.
 */
public final class ServerLink {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);

    private static final long POLL_MS = 30_000;
    /** Whoever is not known stays unknown until somebody pairs it. */
    private static final long STRANGER_MS = 30_000;

    private static final long SOON_MS = 20;

    /** Who hears of the link. Event loop. */
    public interface Listener {

        /** Under which the config in use came; null if there is none. */
        @Nullable
        String etag();

        /** Another config came. Returns whether it is taken; what is refused is not asked for again until it changes. */
        boolean configCame(String document, String etag);

        /** The front door wants to know now whether the LAN hosts of these routes can be reached. */
        void look(Set<Long> routes);

        /** The front door listens again: it is time to say how things are. */
        void connected();
    }

    private final Vertx vertx;
    private final List<ServerAddress> servers;
    private final FrontDoorCalls calls;
    private final Listener listener;
    private final Backoff backoff;
    private final RandomGenerator random;
    private int current;
    private volatile boolean open;
    private boolean told;
    private final List<Runnable> askers = new ArrayList<>();
    private boolean fetching;
    private boolean fetchAgain;
    private String refused = "";
    private long pollTimer = -1;
    private long retryTimer = -1;
    private boolean closed;

    private ServerLink(
            Vertx vertx, List<ServerAddress> servers, Identity identity, Listener listener, RandomGenerator random) {
        this.vertx = vertx;
        this.servers = List.copyOf(servers);
        this.calls = new FrontDoorCalls(vertx, identity);
        this.listener = listener;
        this.random = random;
        this.backoff = new Backoff(random);
    }

    /** Begins to call, on the event loop that this is called on. */
    public static ServerLink open(
            Vertx vertx, List<ServerAddress> servers, Identity identity, Listener listener, RandomGenerator random) {
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "thread: actual " + Thread.currentThread().getName() + ", expected an event loop");
        }
        ServerLink link = new ServerLink(vertx, servers, identity, listener, random);
        link.connect();
        link.pollLater();
        return link;
    }

    private ServerAddress server() {
        return servers.get(current);
    }

    private void connect() {
        ServerAddress server = server();
        calls.stream(server, this::event, () -> lost(server, "the stream ended"))
                .onSuccess(v -> opened(server))
                .onFailure(fault -> failed(server, fault));
    }

    private void opened(ServerAddress server) {
        if (closed) {
            return;
        }
        open = true;
        told = false;
        backoff.reset();
        LOG.info("connected to the front door at {}", server);
        fetch();
        listener.connected();
    }

    private void lost(ServerAddress server, String why) {
        if (open && !closed) {
            open = false;
            LOG.warn("lost the front door at {} ({}); routes go on as they are", server, why);
            told = true;
            retry(backoff.next());
        }
    }

    private void failed(ServerAddress server, Throwable fault) {
        if (closed) {
            return;
        }
        boolean stranger = fault instanceof FrontDoorCalls.Refused no && no.isStranger();
        if (!told) {
            told = servers.size() == 1 || current == servers.size() - 1 || stranger;
            LOG.warn(
                    stranger
                            ? "the front door at {} does not know this agent ({}): pair it anew"
                            : "the front door at {} cannot be reached ({}); trying on",
                    server,
                    fault.getMessage());
        }
        retry(stranger ? STRANGER_MS / 2 + random.nextLong(STRANGER_MS / 2) : backoff.next());
    }

    /** The next server's turn, after a while. */
    private void retry(long millis) {
        current = (current + 1) % servers.size();
        retryTimer = vertx.setTimer(millis, id -> connect());
    }

    private void event(String name, String data) {
        if (name.equals("config_changed")) {
            try {
                wanted(new JsonObject(data).getString("etag", ""));
            } catch (DecodeException | ClassCastException e) {
                fetch();
            }
        } else if (name.equals("look")) {
            listener.look(routes(data));
        }
    }

    /** What cannot be read asks for nothing: all hosts are looked at again and again anyway. */
    private static Set<Long> routes(String data) {
        try {
            JsonArray ids = new JsonObject(data).getJsonArray("routes", new JsonArray());
            return ids.stream()
                    .filter(Number.class::isInstance)
                    .map(id -> ((Number) id).longValue())
                    .collect(Collectors.toSet());
        } catch (DecodeException | ClassCastException e) {
            return Set.of();
        }
    }

    /** The front door wants this config to be in use. */
    void wanted(String etag) {
        if (!etag.isEmpty() && !etag.equals(listener.etag()) && !etag.equals(refused)) {
            fetch();
        }
    }

    /**
     * Asks for the config, once for all who want it within a short while.
     *
     * @param answered run when that is over, well or badly
     */
    public void fetchSoon(Runnable answered) {
        askers.add(answered);
        if (askers.size() == 1) {
            vertx.setTimer(SOON_MS, id -> fetch());
        }
    }

    /** Asks for the config now. */
    public void fetch() {
        if (closed) {
            return;
        }
        if (fetching) {
            fetchAgain = true; // what is under way may have been asked for before the change
            return;
        }
        fetching = true;
        List<Runnable> asked = List.copyOf(askers);
        askers.clear();
        ServerAddress server = server();
        calls.config(server, listener.etag())
                .onSuccess(document -> {
                    if (document != null && !closed) {
                        refused = listener.configCame(document.body(), document.etag()) ? "" : document.etag();
                    }
                })
                .onFailure(fault -> LOG.debug("config of {}: {}", server, fault.toString()))
                .onComplete(done -> {
                    fetching = false;
                    asked.forEach(Runnable::run);
                    if (fetchAgain) {
                        fetchAgain = false;
                        fetch();
                    }
                });
    }

    private void pollLater() {
        pollTimer = vertx.setTimer(POLL_MS - POLL_MS / 10 + random.nextLong(POLL_MS / 5), id -> {
            fetch();
            pollLater();
        });
    }

    /** Says how the agent fares. Fails if nobody heard. */
    Future<Void> beat(Buffer body) {
        return calls.beat(server(), body).onSuccess(this::wanted).mapEmpty();
    }

    /** Whether the agent would hear of a change at once. Any thread. */
    public boolean isOpen() {
        return open;
    }

    /** The server that it talks to, or tries. */
    public ServerAddress currentServer() {
        return server();
    }

    /** Ends it. */
    public Future<Void> close() {
        closed = true;
        vertx.cancelTimer(pollTimer);
        vertx.cancelTimer(retryTimer);
        return calls.close();
    }
}
