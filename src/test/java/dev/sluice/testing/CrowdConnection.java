package dev.sluice.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One connection to a gateway of a {@link StandInCrowd}: answers each bodiless request with the gateway's name. */
final class CrowdConnection {

    private static final String HEAD_END = "\r\n\r\n";

    private final StandInCrowd.Gateway gateway;
    private final StringBuilder received = new StringBuilder();
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);

    CrowdConnection(StandInCrowd.Gateway gateway) {
        this.gateway = gateway;
    }

    StandInCrowd.Gateway gateway() {
        return gateway;
    }

    void read(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        buffer.clear();
        if (client.read(buffer) < 0) {
            client.close();
            return;
        }
        for (buffer.flip(); buffer.hasRemaining(); ) {
            received.append((char) buffer.get());
        }
        if (!gateway.isFrozen()) {
            answer(key);
        }
    }

    /** Answers all that was asked. */
    void answer(SelectionKey key) {
        SocketChannel client = (SocketChannel) key.channel();
        try {
            for (int end = received.indexOf(HEAD_END); end >= 0; end = received.indexOf(HEAD_END)) {
                String head = received.substring(0, end).toLowerCase(Locale.ROOT);
                received.delete(0, end + HEAD_END.length());
                client.write(ByteBuffer.wrap(HttpWire.ascii(
                        "HTTP/1.1 200 OK\r\nX-Peer: " + gateway.name() + "\r\nContent-Length: 0\r\n\r\n")));
                if (head.contains("connection: close")) {
                    client.close();
                    return;
                }
            }
        } catch (IOException e) {
            StandInCrowd.reset(key);
        }
    }
}
