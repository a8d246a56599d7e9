package dev.sluice.admin.gateway;

import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Bounds the connections of agents' listener: many agents come from one address, behind the router of their site, but
 * strangers, who can only ask to be paired, are few. One event loop.
 */
final class Crowd {

    private static final int MOST = 8_192;
    private static final int MOST_STRANGERS = 256;
    private static final int MOST_STRANGERS_OF_ONE = 16;

    private final Map<String, Integer> strangers = new HashMap<>();
    private int all;
    private int allStrangers;

    /** A handshake was made; the connection is closed if there are too many. */
    void opened(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        boolean stranger = isStranger(connection.sslSession());
        all++;
        int ofAddress = 0;
        if (stranger) {
            allStrangers++;
            ofAddress = strangers.merge(address, 1, Integer::sum);
        }
        connection.closeHandler(closed -> {
            all--;
            if (stranger) {
                allStrangers--;
                strangers.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
            }
        });
        if (all > MOST || stranger && (allStrangers > MOST_STRANGERS || ofAddress > MOST_STRANGERS_OF_ONE)) {
            connection.close();
        }
    }

    private static boolean isStranger(SSLSession session) {
        try {
            return session == null || session.getPeerCertificates().length == 0;
        } catch (SSLPeerUnverifiedException none) {
            return true;
        }
    }
}
