package dev.sluice.agent.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the connections to the agent's own API: callers are few, and whoever has not brought the token after a while goes,
 * also one that sends its head byte by byte. One event loop.
 */
final class Callers {

    private static final int MOST = 64;

    private final Vertx vertx;
    private final long strangersStayMillis;
    private final Map<HttpConnection, Long> strangers = new HashMap<>();
    private int all;

    Callers(Vertx vertx, long strangersStayMillis) {
        this.vertx = vertx;
        this.strangersStayMillis = strangersStayMillis;
    }

    void opened(HttpConnection connection) {
        all++;
        strangers.put(connection, vertx.setTimer(strangersStayMillis, id -> connection.close()));
        connection.closeHandler(closed -> {
            known(connection);
            all--;
        });
        if (all > MOST) {
            connection.close();
        }
    }

    /** It has brought the token: it may stay as long as it is not idle. */
    void known(HttpConnection connection) {
        Long timer = strangers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
