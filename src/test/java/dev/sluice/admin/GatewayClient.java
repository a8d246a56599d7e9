package dev.sluice.admin;

import dev.sluice.core.port.InternalIdentity;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** One connection to the agents' listener, as an agent makes it. Blocking, with deadlines. */
final class GatewayClient implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    /** What a client shows. */
    record Shown(PrivateKey key, List<X509Certificate> chain) {}

    private final SSLSocket socket;
    private final InputStream in;

    private GatewayClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static GatewayClient connect(int port, X509Certificate trusted, @Nullable Shown shown) throws IOException {
        return connect(port, context(trusted, shown));
    }

    static GatewayClient connect(int port, SSLContext context) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(PATIENCE_MS);
        plain.setTcpNoDelay(true);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, InternalIdentity.FRONT_DOOR, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(InternalIdentity.FRONT_DOOR)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new GatewayClient(socket);
    }

    static SSLContext context(X509Certificate trusted, @Nullable Shown shown) {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("authority", trusted);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown == null ? null : keys(shown), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keys(Shown shown) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("own", shown.key(), new char[0], shown.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        return keys.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** One request and its answer. */
    Reply ask(String method, String path, @Nullable JsonObject body, String... headers) throws IOException {
        return raw(method, path, body == null ? Buffer.buffer() : body.toBuffer(), headers);
    }

    Reply raw(String method, String path, Buffer body, String... headers) throws IOException {
        send(method, path, body, headers);
        return answer();
    }

    /** Says that, and expects nothing. */
    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private void send(String method, String path, Buffer body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " /api/v1/gateway/" + path + " HTTP/1.1\r\nHost: x\r\n");
        if (body.length() > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n");
        }
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        byte[] bytes =
                Buffer.buffer(head.append("\r\n").toString()).appendBuffer(body).getBytes();
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private Reply answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        MultiMap headers = headers();
        String length = headers.get("Content-Length");
        byte[] body = length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length));
        return new Reply(status, headers, Buffer.buffer(body));
    }

    private MultiMap headers() throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** Asks for the stream, and reads its head. */
    void openStream() throws IOException {
        send("GET", "stream", Buffer.buffer());
        if (!line().contains(" 200 ")) {
            throw new IOException("no stream");
        }
        headers();
    }

    /** The next event of the stream; comments are passed over. */
    String event() throws IOException {
        for (String chunk = chunk(); ; chunk = chunk()) {
            if (!chunk.startsWith(":")) {
                return chunk;
            }
        }
    }

    /** The next piece of the stream. */
    String chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return text;
    }

    /** Whether the other side ends the connection, and says nothing before. */
    boolean isClosed() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    List<Certificate> shownByServer() throws IOException {
        return List.of(socket.getSession().getPeerCertificates());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
