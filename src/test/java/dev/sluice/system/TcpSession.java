package dev.sluice.system;

import dev.sluice.testing.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A client's connection to a service that greets, such as a {@link dev.sluice.testing.Greeter}. */
final class TcpSession implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final BufferedReader in;
    private final @Nullable String greeting;

    private TcpSession(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        this.greeting = in.readLine();
    }

    /** Connects, and waits for the greeting. */
    static TcpSession open(int port) throws IOException {
        return greeted(plain(port));
    }

    /** The same in TLS, by this name, where only this certificate is trusted. */
    static TcpSession open(int port, String name, TestCertificate trusted) throws IOException {
        Socket below = plain(port);
        try {
            SSLSocket socket = (SSLSocket) trusting(trusted).getSocketFactory().createSocket(below, name, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return greeted(socket);
        } catch (IOException e) {
            below.close();
            throw e;
        }
    }

    private static TcpSession greeted(Socket socket) throws IOException {
        try {
            return new TcpSession(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket plain(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static SSLContext trusting(TestCertificate certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, certificate.bundle().toTrustManagerFactory().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has TLS", e);
        }
    }

    /** The first line that came; null if the connection was ended instead. */
    @Nullable
    String greeting() {
        return greeting;
    }

    /** What comes back when this is sent. */
    @Nullable
    String says(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        return in.readLine();
    }

    /** Waits until the other end has ended it. */
    void awaitEnd() throws IOException {
        String line = in.readLine();
        if (line != null) {
            throw new IOException("actual '" + line + "', expected the end");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
