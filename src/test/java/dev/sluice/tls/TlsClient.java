package dev.sluice.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** A client that remembers its sessions and trusts everyone, as a test wants to see for itself what it is shown. */
final class TlsClient {

    private final SSLContext context;
    private final InetSocketAddress server;
    private final String protocol;

    TlsClient(InetSocketAddress server, String protocol) {
        this.server = server;
        this.protocol = protocol;
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Everyone()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a handshake and one byte there and back amount to. */
    record Shown(X509Certificate certificate, SSLSession session, String alpn) {}

    Shown ask(@Nullable String name, String... alpn) throws IOException {
        return exchange(name, null, alpn);
    }

    /** As a client that cannot check signatures whose algorithm contains this word. */
    Shown askWithout(String signatures, String name) throws IOException {
        return exchange(name, signatures);
    }

    private Shown exchange(@Nullable String name, @Nullable String without, String... alpn) throws IOException {
        // The first two make the session's key in the client's cache: the name, so that it resumes only for the same
        // one.
        try (Socket plain = new Socket(server.getAddress(), server.getPort());
                SSLSocket socket = (SSLSocket) context.getSocketFactory()
                        .createSocket(plain, name == null ? "127.0.0.1" : name, server.getPort(), true)) {
            socket.setSoTimeout(5_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(name == null ? List.of() : List.of(new SNIHostName(name)));
            parameters.setProtocols(new String[] {protocol});
            parameters.setApplicationProtocols(alpn);
            if (without != null) {
                parameters.setAlgorithmConstraints(new Unable(without));
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write('x');
            if (socket.getInputStream().read() != 'x') { // also takes the tickets of TLS 1.3 in
                throw new IOException("no echo");
            }
            SSLSession session = socket.getSession();
            return new Shown(
                    (X509Certificate) session.getPeerCertificates()[0], session, socket.getApplicationProtocol());
        }
    }

    private record Unable(String word) implements AlgorithmConstraints {

        @Override
        public boolean permits(Set<CryptoPrimitive> uses, String algorithm, @Nullable AlgorithmParameters parameters) {
            return !algorithm.contains(word);
        }

        @Override
        public boolean permits(Set<CryptoPrimitive> uses, Key key) {
            return true;
        }

        @Override
        public boolean permits(
                Set<CryptoPrimitive> uses, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
            return permits(uses, algorithm, parameters);
        }
    }

    private static final class Everyone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

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
