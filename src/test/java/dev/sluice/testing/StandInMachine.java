package dev.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A host of a LAN with several services; the main class of a {@link MachineProcess}. Whatever it says, it says for whom: the
 * address that it was asked from. One thread per connection, the JDK only.
 *
 * <p>Services are {@code http}, {@code https} (see {@link StandInConnection}) and {@code echo}, which says its name first, as
 * ssh does, and gives back every byte. Prints {@code serving}, and ends when its standard input ends.
 */
final class StandInMachine {

    static final String PASSWORD = "stand-in";

    private static final int BACKLOG = 1024;

    private final String name;
    private final StandInJournal journal;
    private final Path keys;
    private final ExecutorService threads = Executors.newCachedThreadPool(StandInMachine::daemon);

    private StandInMachine(String name, StandInJournal journal, Path keys) {
        this.name = name;
        this.journal = journal;
        this.keys = keys;
    }

    /**
     * Serves until killed.
     *
     * @param arguments name, journal file, key store (of {@code https} only), then services such as
     *     {@code https:0.0.0.0:5001}
     */
    public static void main(String[] arguments) throws Exception {
        try (StandInJournal journal = new StandInJournal(Path.of(arguments[1]))) {
            StandInMachine machine = new StandInMachine(arguments[0], journal, Path.of(arguments[2]));
            for (int i = 3; i < arguments.length; i++) {
                machine.open(arguments[i].split(":"));
            }
            System.out.println("serving");
            while (System.in.read() >= 0) {
                // the parent says nothing; it only ends
            }
        }
    }

    private void open(String[] service) throws IOException, GeneralSecurityException {
        ServerSocketFactory factory = service[0].equals("https") ? tls() : ServerSocketFactory.getDefault();
        ServerSocket listener = factory.createServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getByName(service[1]), Integer.parseInt(service[2])), BACKLOG);
        threads.execute(() -> accept(listener, service[0].equals("echo")));
    }

    private ServerSocketFactory tls() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private void accept(ServerSocket listener, boolean echo) {
        while (true) {
            try {
                Socket client = listener.accept();
                String greeting = name + " for " + client.getInetAddress().getHostAddress();
                threads.execute(echo ? () -> echo(client, greeting) : new StandInConnection(client, greeting, journal));
            } catch (IOException e) {
                System.err.println("accept: " + e);
                return;
            }
        }
    }

    private static void echo(Socket client, String greeting) {
        try (client) {
            client.setTcpNoDelay(true);
            client.getOutputStream().write((greeting + "\n").getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            // The test sees what came of it at the other end.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "stand-in", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }
}
