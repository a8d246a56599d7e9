package dev.sluice.agent.lan;

import dev.sluice.core.model.LanHost;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.http.DialFault;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks, again and again, whether the hosts of routes can be reached: a TCP connection every 10 s, few at one time, and at
 * once where a request could not get through. Lives on one event loop.
 */
public final class LanChecks {

    private static final int AT_ONCE = 32;
    private static final long PACE_MS = 10_000;
    private static final long FIRST_MS = 200;
    /** Long enough for a lost SYN, which is sent again after a second. */
    private static final int TIMEOUT_MS = 2_000;

    /** Who hears of what is found. Event loop. */
    public interface Listener {

        /** A check is over. */
        void checked(LanHost host, LanReach found, boolean changed);
    }

    private final Vertx vertx;
    private final RandomGenerator random;
    private final Listener listener;
    private final int atOnce;
    private final NetClient client;
    private final Map<LanHost, Watched> hosts = new HashMap<>();
    private final Deque<Watched> waiting = new ArrayDeque<>();
    private int running;
    private boolean closed;

    /** One host, and what is known of it. */
    private static final class Watched {

        private final LanHost host;
        private @Nullable LanReach found;
        private long timer = -1;
        private boolean busy;
        private boolean again;
        private boolean gone;

        Watched(LanHost host) {
            this.host = host;
        }
    }

    public LanChecks(Vertx vertx, RandomGenerator random, Listener listener) {
        this(vertx, random, listener, AT_ONCE);
    }

    /** One that looks at no more hosts than that at one time; the others wait for their turn. */
    LanChecks(Vertx vertx, RandomGenerator random, Listener listener, int atOnce) {
        this.atOnce = atOnce;
        this.vertx = vertx;
        this.random = random;
        this.listener = listener;
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(TIMEOUT_MS));
    }

    /** From now on these are looked after, and no others. */
    public void watch(Collection<LanHost> wanted) {
        Set<LanHost> all = new HashSet<>(wanted);
        hosts.values().removeIf(watched -> {
            boolean gone = !all.contains(watched.host);
            if (gone) {
                watched.gone = true;
                waiting.remove(watched); // else its turn would be nobody's
                vertx.cancelTimer(watched.timer);
            }
            return gone;
        });
        for (LanHost host : all) {
            if (!hosts.containsKey(host)) {
                Watched fresh = new Watched(host);
                hosts.put(host, fresh);
                later(fresh, 1 + random.nextLong(FIRST_MS));
            }
        }
    }

    /** What is known of that host; null before its first check. */
    public @Nullable LanReach found(LanHost host) {
        Watched watched = hosts.get(host);
        return watched == null ? null : watched.found;
    }

    /** How many checks are under way. */
    int running() {
        return running;
    }

    /** How many hosts wait until one of those is over. */
    int waiting() {
        return waiting.size();
    }

    /** A request could not get through to that host: looks now. */
    public void now(LanHost host) {
        Watched watched = hosts.get(host);
        if (watched != null) {
            if (watched.busy) {
                watched.again = true; // the check under way may have begun before the fault
            } else {
                vertx.cancelTimer(watched.timer);
                begin(watched);
            }
        }
    }

    private void later(Watched watched, long millis) {
        watched.timer = vertx.setTimer(millis, id -> begin(watched));
    }

    private void begin(Watched watched) {
        if (closed || watched.gone) {
            return;
        }
        watched.busy = true;
        if (running >= atOnce) {
            waiting.add(watched);
            return;
        }
        running++;
        long began = System.nanoTime();
        dial(watched.host).onComplete(result -> {
            running--;
            ended(watched, began, result);
            Watched next = waiting.poll();
            if (next != null) {
                begin(next);
            }
        });
    }

    private Future<NetSocket> dial(LanHost host) {
        String name = host.host();
        String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        try {
            return client.connect(host.port(), bare);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void ended(Watched watched, long began, AsyncResult<NetSocket> result) {
        if (result.succeeded()) {
            result.result().close();
        }
        watched.busy = false;
        if (closed || watched.gone) {
            return;
        }
        String why = result.succeeded() ? null : why(result.cause());
        if (result.succeeded() || why != null) {
            LanReach fresh = new LanReach(result.succeeded(), why, began, System.nanoTime());
            boolean changed = !fresh.saysAs(watched.found);
            watched.found = fresh;
            listener.checked(watched.host, fresh, changed);
        }
        boolean atOnce = watched.again;
        watched.again = false;
        later(watched, atOnce ? 1 : PACE_MS - PACE_MS / 10 + random.nextLong(PACE_MS / 10));
    }

    /** Null if it says nothing of the host. */
    private static @Nullable String why(Throwable fault) {
        return switch (DialFault.of(fault)) {
            case NAME -> "name";
            case PEER ->
                fault instanceof ConnectTimeoutException || DialFault.lanFailure(fault) == Failure.UPSTREAM_TIMEOUT
                        ? "timeout"
                        : "refused";
            default -> null;
        };
    }

    /** Ends it. */
    public Future<Void> close() {
        closed = true;
        hosts.values().forEach(watched -> vertx.cancelTimer(watched.timer));
        return client.close();
    }
}
