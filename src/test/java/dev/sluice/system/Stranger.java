package dev.sluice.system;

import dev.sluice.core.port.InternalIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who comes to a port, says something, and listens until the other side ends it; in TLS believes whatever it is shown.
 *
 * @param shown the certificate that it shows if it is asked for one; null for none
 * @param serverName the name that it asks for; empty for none
 */
record Stranger(boolean tls, @Nullable InternalIdentity shown, String serverName) {

    private static final int PATIENCE_MS = 20_000;

    /** In clear text. */
    static final Stranger CLEAR = new Stranger(false, null, "");

    /** In TLS, without certificate and name. */
    static final Stranger TLS = new Stranger(true, null, "");

    Stranger showing(InternalIdentity identity) {
        return new Stranger(tls, identity, serverName);
    }

    Stranger askingFor(String name) {
        return new Stranger(tls, shown, name);
    }

    /**
     * All that it hears.
     *
     * @throws AssertionError if the connection is not closed
     */
    String hears(String host, int port, String said) {
        return hears(host, port, said.getBytes(StandardCharsets.ISO_8859_1));
    }

    String hears(String host, int port, byte[] said) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = connect(host, port)) {
            socket.getOutputStream().write(said);
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(heard);
        } catch (SocketTimeoutException open) {
            throw new AssertionError("connection: actual open after " + PATIENCE_MS + " ms, expected closed; heard: "
                    + heard.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException ended) {
            // A refused handshake, or a reset: as good an end as any.
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private Socket connect(String host, int port) throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(host, port), PATIENCE_MS);
        plain.setSoTimeout(PATIENCE_MS);
        if (!tls) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        if (!serverName.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown == null ? null : keys(shown), new TrustManager[] {new Believing()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static KeyManager[] keys(InternalIdentity own) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.keys(), new char[0]);
        return keys.getKeyManagers();
    }

    /** Trusts everybody. */
    private static final class Believing extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
