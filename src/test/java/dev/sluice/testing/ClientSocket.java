package dev.sluice.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Blocking sockets to ports on loopback, with and without TLS. */
public final class ClientSocket {

    /** Sessions are kept in it, so that a second handshake is short. */
    private static final SSLContext SHARED = freshContext();

    private ClientSocket() {}

    /**
     * A connection, after its handshake.
     *
     * @param sni the name to ask for by TLS; null for no TLS
     */
    static Socket to(int port, @Nullable String sni, int timeoutMs) throws IOException {
        return sni == null ? plain(port, timeoutMs) : tls(SHARED, port, sni, timeoutMs);
    }

    /** A connection without TLS. */
    static Socket plain(int port, int timeoutMs) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMs);
        return socket;
    }

    /** A connection in TLS, after its handshake. */
    public static SSLSocket tls(SSLContext context, int port, String sni, int timeoutMs) throws IOException {
        Socket below = plain(port, timeoutMs);
        try {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(below, sni, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(sni)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            below.close();
            throw e;
        }
    }

    /** A client that has no sessions yet, and takes every certificate. */
    public static SSLContext freshContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has TLS", e);
        }
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
