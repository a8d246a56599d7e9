package dev.sluice.proxy.kit;

import dev.sluice.proxy.TlsTermination;
import dev.sluice.testing.TestCertificate;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS with one certificate for the names that tests ask for, and clients that trust it. */
public final class TestTls implements TlsTermination {

    /** A name that the certificate has, but that a connection for another name does not serve. */
    public static final String ELSEWHERE = "elsewhere.example.org";

    private static final TestCertificate CERTIFICATE = TestCertificate.of(Door.HOST, ELSEWHERE);
    private static final Set<String> NAMES = Set.of(Door.HOST, ELSEWHERE);
    private static final SSLContext TRUSTING = showing(null);

    private final SslProvider engine;

    public TestTls() {
        this(SslProvider.JDK);
    }

    public TestTls(SslProvider engine) {
        this.engine = engine;
    }

    @Override
    public Handshakes handshakes(List<String> alpn) {
        return made(context(alpn));
    }

    @Override
    public Handshakes handshakes(List<String> alpn, X509ExtendedTrustManager clients) {
        return made(context(alpn).trustManager(clients).clientAuth(ClientAuth.REQUIRE));
    }

    private SslContextBuilder context(List<String> alpn) {
        return SslContextBuilder.forServer(CERTIFICATE.bundle().getKeyPair().getPrivate(), CERTIFICATE.certificate())
                .sslProvider(engine)
                .applicationProtocolConfig(alpn.isEmpty() ? ApplicationProtocolConfig.DISABLED : offering(alpn));
    }

    private static Handshakes made(SslContextBuilder builder) {
        try {
            SslContext context = builder.build();
            return (allocator, serverName) -> context.newHandler(allocator);
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApplicationProtocolConfig offering(List<String> alpn) {
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                alpn);
    }

    @Override
    public boolean covers(String host) {
        return NAMES.contains(host);
    }

    @Override
    public boolean serves(SSLSession session, String host) {
        return !host.equals(ELSEWHERE);
    }

    /** A client's socket after its handshake. */
    public static SSLSocket connect(int port, String... alpn) {
        try {
            return over(new Socket(InetAddress.getLoopbackAddress(), port), alpn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same over a connection that is there. */
    public static SSLSocket over(Socket plain, String... alpn) {
        return over(TRUSTING, plain, alpn);
    }

    /** The same for a client that {@link #showing shows} something. */
    public static SSLSocket connect(SSLContext as, int port, String... alpn) {
        try {
            return over(as, new Socket(InetAddress.getLoopbackAddress(), port), alpn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that shows that certificate, with those that it was issued by; null for none. */
    public static SSLContext showing(@Nullable X509Bundle certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    certificate == null
                            ? null
                            : certificate.toKeyManagerFactory().getKeyManagers(),
                    trust().getTrustManagers(),
                    null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate that all trust, in PEM. */
    public static String pem() {
        return CERTIFICATE.chainPem();
    }

    private static SSLSocket over(SSLContext as, Socket plain, String... alpn) {
        try {
            SSLSocket socket = (SSLSocket) as.getSocketFactory().createSocket(plain, Door.HOST, plain.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(Door.HOST)));
            parameters.setApplicationProtocols(alpn);
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setTcpNoDelay(true);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("test", CERTIFICATE.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }
}
