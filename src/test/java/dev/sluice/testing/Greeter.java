package dev.sluice.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A TCP service that speaks first, as ssh does: it greets by its name, and gives back whatever it gets. */
public final class Greeter implements AutoCloseable {

    private static final int BACKLOG = 100;

    private final ServerSocket listener;
    private final byte[] greeting;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Greeter(ServerSocket listener, String name) {
        this.listener = listener;
        this.greeting = HttpWire.ascii("SSH-2.0-" + name + "\r\n");
        Thread acceptor = new Thread(this::accept, "greeter");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /**
     * Listens from now on.
     *
     * @param certificate what it shows in TLS; null for none
     */
    public static Greeter at(String host, int port, String name, @Nullable TestCertificate certificate) {
        try {
            ServerSocket listener = certificate == null
                    ? new ServerSocket()
                    : context(certificate).getServerSocketFactory().createServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(host, port), BACKLOG);
            return new Greeter(listener, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext context(TestCertificate certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(certificate.bundle().toKeyManagerFactory().getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has TLS", e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread thread = new Thread(null, () -> serve(client), "greeter-connection", 256 * 1024);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            OutputStream out = client.getOutputStream();
            out.write(greeting);
            client.getInputStream().transferTo(out);
        } catch (IOException e) {
            return; // the other end left, or it was closed
        } finally {
            open.remove(client);
        }
    }

    /** Refuses from now on, and ends what is open. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
