package dev.sluice.admin.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections of agents' listener. Many agents come from one address, behind the router of their site, but each
 * certificate needs few connections, and the oldest are those that a broken line left behind. Strangers, who can only ask to be
 * paired, are few and do not stay. One event loop.
 */
final class Crowd {

    private static final int MOST = 8_192;
    private static final int MOST_STRANGERS = 256;
    private static final int MOST_OF_ONE = 16;

    private final Vertx vertx;
    private final Duration strangersStay;
    private final Map<String, Deque<HttpConnection>> byOne = new HashMap<>();
    private int all;
    private int strangers;

    /**
     * Nobody yet.
     *
     * @param strangersStay how long whoever shows no certificate may stay, whatever it does
     */
    Crowd(Vertx vertx, Duration strangersStay) {
        this.vertx = vertx;
        this.strangersStay = strangersStay;
    }

    /** A handshake was made; a connection is closed if there are too many. */
    void opened(HttpConnection connection) {
        @Nullable String certificate = Caller.fingerprint(connection);
        boolean stranger = certificate == null;
        String one = stranger ? connection.remoteAddress().hostAddress() : certificate;
        Deque<HttpConnection> same = byOne.computeIfAbsent(one, key -> new ArrayDeque<>());
        same.add(connection);
        all++;
        strangers += stranger ? 1 : 0;
        long stay = stranger ? vertx.setTimer(strangersStay.toMillis(), id -> connection.close()) : -1;
        connection.closeHandler(closed -> {
            vertx.cancelTimer(stay);
            all--;
            strangers -= stranger ? 1 : 0;
            same.remove(connection);
            if (same.isEmpty()) {
                byOne.remove(one, same);
            }
        });
        if (all > MOST || stranger && (strangers > MOST_STRANGERS || same.size() > MOST_OF_ONE)) {
            connection.close();
        } else if (same.size() > MOST_OF_ONE) {
            same.getFirst().close();
        }
    }
}
