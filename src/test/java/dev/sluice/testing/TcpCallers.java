package dev.sluice.testing;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Clients of a TCP service that greets and echoes: one after the other, each on a connection of its own, until
 * {@link #close}.
 */
public final class TcpCallers implements AutoCloseable {

    private final int port;
    private final Duration pause;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Thread caller = new Thread(this::call, "tcp-callers");
    private volatile boolean stopped;

    /**
     * One connection.
     *
     * @param beganNanos monotonic, as the next
     * @param greeting what the service said first; what went wrong if {@code served} is false
     * @param served whether greeting and echo came
     */
    public record Call(long beganNanos, long endedNanos, String greeting, boolean served) {

        public Duration took() {
            return Duration.ofNanos(endedNanos - beganNanos);
        }
    }

    private TcpCallers(int port, Duration pause) {
        this.port = port;
        this.pause = pause;
        caller.setDaemon(true);
        caller.start();
    }

    /** Begins to call a port of this machine. */
    public static TcpCallers begin(int port, Duration pause) {
        return new TcpCallers(port, pause);
    }

    /** Those that began since then and have ended, in order. */
    public List<Call> since(long nanos) {
        return calls.stream().filter(call -> call.beganNanos() >= nanos).toList();
    }

    private void call() {
        try {
            for (long i = 0; !stopped; i++) {
                calls.add(one("call " + i));
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // told to end
        }
    }

    private Call one(String text) {
        long began = System.nanoTime();
        try (TcpClient client = new TcpClient(port)) {
            String greeting = client.line();
            String back = client.echo(text);
            return new Call(began, System.nanoTime(), back.equals(text) ? greeting : back, back.equals(text));
        } catch (UncheckedIOException e) {
            return new Call(began, System.nanoTime(), e.getCause().toString(), false);
        }
    }

    @Override
    public void close() {
        stopped = true;
        caller.interrupt();
    }
}
