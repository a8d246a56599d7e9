package dev.sluice.proxy.tunnel;

import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.WebSocketWords;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The ways by which a client comes to have a tunnel. */
enum Line {
    WEBSOCKET,
    WEBSOCKET_OVER_TLS,
    TCP,
    TCP_OVER_TLS;

    boolean isWebSocket() {
        return this == WEBSOCKET || this == WEBSOCKET_OVER_TLS;
    }

    boolean isTls() {
        return this == WEBSOCKET_OVER_TLS || this == TCP_OVER_TLS;
    }

    /** What is said before the tunnel is there, by the client. */
    void ask(Socket client) throws IOException {
        if (isWebSocket()) {
            client.getOutputStream().write(WebSocketWords.ASK.getBytes(StandardCharsets.US_ASCII));
            String head = head(client.getInputStream());
            if (!head.startsWith("HTTP/1.1 101 ")) {
                throw new IOException("expected 101, actual " + head);
            }
        }
    }

    /** The same by the upstream, and then what it does within the tunnel. */
    RawUpstream upstream(RawUpstream.Script within) {
        return RawUpstream.open(wire -> {
            if (isWebSocket()) {
                wire.readHead();
                wire.send(WebSocketWords.AGREE);
            }
            within.serve(wire);
        });
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }
}
