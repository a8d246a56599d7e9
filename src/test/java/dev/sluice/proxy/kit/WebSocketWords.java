package dev.sluice.proxy.kit;

import dev.sluice.core.balance.Upstream;
import java.io.IOException;
import org.awaitility.Awaitility;

/** How a WebSocket is asked for and agreed to, in raw bytes. */
public final class WebSocketWords {

    public static final String ASK = "GET /chat?room=1 HTTP/1.1\r\nHost: " + Door.HOST
            + "\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: chat\r\nX-Gateway-Target: evil\r\n\r\n";
    public static final String AGREE = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade, X-Hop\r\nX-Hop: 1\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
            + "Sec-WebSocket-Protocol: chat\r\nX-Own: yes\r\n\r\n";

    private WebSocketWords() {}

    /** Agrees, and gives back what it gets. */
    public static void echo(Wire wire) throws IOException {
        wire.readHead();
        wire.send(AGREE);
        byte[] some = new byte[4096];
        for (int n = wire.readSome(some, some.length); n >= 0; n = wire.readSome(some, some.length)) {
            wire.send(java.util.Arrays.copyOf(some, n));
        }
    }

    /** Asks for it: the answer's head. */
    public static String ask(Wire wire) throws IOException {
        wire.send(ASK);
        String head = wire.readHead();
        return head == null ? "" : head;
    }

    /** Until nothing rests on these any more. */
    public static void awaitReleased(Upstream... upstreams) {
        for (Upstream upstream : upstreams) {
            Awaitility.await().until(() -> upstream.vitals().inFlight() == 0);
        }
    }
}
