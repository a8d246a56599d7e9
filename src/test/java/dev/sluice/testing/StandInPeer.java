package dev.sluice.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small HTTP/1.1 server that stands in for a gateway or an application; the main class of a {@link PeerProcess}. One
 * thread per connection, the JDK only.
 *
 * <p>Prints {@code listening PORT}, and ends when its standard input ends: a test run that dies takes it along.
 */
public final class StandInPeer {

    private static final int BACKLOG = 1024;

    private StandInPeer() {}

    /**
     * Serves until killed.
     *
     * @param arguments name, port (0 for a free one), journal file, address to listen on
     */
    public static void main(String[] arguments) throws IOException {
        String name = arguments[0];
        int port = Integer.parseInt(arguments[1]);
        InetAddress address = InetAddress.getByName(arguments[3]);
        ExecutorService threads = Executors.newCachedThreadPool(StandInPeer::daemon);
        try (StandInJournal journal = new StandInJournal(Path.of(arguments[2]));
                ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(address, port), BACKLOG);
            System.out.println("listening " + listener.getLocalPort());
            threads.execute(() -> accept(listener, name, journal, threads));
            while (System.in.read() >= 0) {
                // the parent says nothing; it only ends
            }
        }
    }

    private static void accept(ServerSocket listener, String name, StandInJournal journal, ExecutorService threads) {
        while (true) {
            try {
                Socket client = listener.accept();
                threads.execute(new StandInConnection(client, name, journal));
            } catch (IOException e) {
                System.err.println("accept: " + e);
                return;
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "stand-in", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }
}
