package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** WebSockets that say nothing until they are asked whether they are still there. */
public final class IdleCrowd implements AutoCloseable {

    private final Queue<WebSocketClient> sockets = new ConcurrentLinkedQueue<>();

    private IdleCrowd() {}

    /** Opens so many, a few at a time. */
    public static IdleCrowd open(int port, String host, int count) {
        IdleCrowd crowd = new IdleCrowd();
        try {
            IntStream.range(0, count).parallel().forEach(i -> crowd.sockets.add(one(port, host)));
            return crowd;
        } catch (RuntimeException e) {
            crowd.close();
            throw e;
        }
    }

    private static WebSocketClient one(int port, String host) {
        try {
            return WebSocketClient.open(port, host, "/", false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int size() {
        return sockets.size();
    }

    /** How many give a text back that is sent to them now. */
    public long alive() {
        return sockets.parallelStream().filter(IdleCrowd::givesBack).count();
    }

    private static boolean givesBack(WebSocketClient socket) {
        try {
            socket.send("still there?");
            return "still there?".equals(socket.next());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (WebSocketClient socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
