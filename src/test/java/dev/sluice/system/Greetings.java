package dev.sluice.system;

import dev.sluice.testing.TcpClient;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A client that connects to a port again and again, and notes who greeted it. */
final class Greetings implements AutoCloseable {

    private final ConcurrentLinkedQueue<Greeting> heard = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    /** Who greeted, empty for nobody; monotonic nanoseconds. */
    record Greeting(String from, long sentNanos, long doneNanos) {}

    Greetings(int port) {
        thread = new Thread(() -> listen(port), "greetings");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(int port) {
        while (!stopped) {
            heard.add(one(port));
        }
    }

    static Greeting one(int port) {
        long sent = System.nanoTime();
        String from;
        try (TcpClient client = new TcpClient(port)) {
            from = client.line();
        } catch (RuntimeException nobody) {
            from = "";
        }
        return new Greeting(from, sent, System.nanoTime());
    }

    List<Greeting> stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
