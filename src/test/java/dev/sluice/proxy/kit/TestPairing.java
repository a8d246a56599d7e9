package dev.sluice.proxy.kit;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.HopCredentials;
import dev.sluice.testing.TestCertificate;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** An internal authority, and the certificates that it issues to a front door and its agents. */
public final class TestPairing {

    private final X509Bundle authority;
    private @Nullable InternalIdentity frontDoor;

    public TestPairing() {
        try {
            authority = common("CN=Sluice internal CA")
                    .setIsCertificateAuthority(true)
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What vouches for all that it issues, as PEM. */
    public String authorityPem() {
        return authority.getCertificatePEM();
    }

    private static CertificateBuilder common(String subject) {
        return new CertificateBuilder()
                .ecp256()
                .notBefore(Instant.now().minus(Duration.ofMinutes(5)))
                .notAfter(Instant.now().plus(Duration.ofDays(1)))
                .subject(subject);
    }

    /** The one front door's. */
    public synchronized InternalIdentity frontDoor() {
        InternalIdentity made = frontDoor;
        if (made == null) {
            made = issued(InternalIdentity.FRONT_DOOR);
            frontDoor = made;
        }
        return made;
    }

    public InternalIdentity agent(long peerId) {
        return issued(InternalIdentity.nameOf(peerId));
    }

    private InternalIdentity issued(String name) {
        try {
            CertificateBuilder builder = common("CN=" + name)
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature)
                    .addExtendedKeyUsageServerAuth()
                    .addExtendedKeyUsageClientAuth();
            TestCertificate.addNames(builder, name);
            X509Bundle bundle = builder.buildIssuedBy(authority);
            return new InternalIdentity(
                    bundle.getKeyPair().getPrivate(), List.of(bundle.getCertificate()), authority.getCertificate());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A LAN host's, for its name or address. */
    public InternalIdentity host(String name) {
        return issued(name);
    }

    /** Lower-case hex SHA-256 of its certificate. */
    public static String fingerprint(InternalIdentity of) {
        try {
            byte[] der = of.chain().get(0).getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An agent's proxy port on loopback, as a front door that is paired with it sees it. */
    public static Upstream upstream(long peerId, int port, Hop hop, String fingerprint) {
        return new Upstream(
                new PeerVitals(peerId),
                "peer-" + peerId,
                "127.0.0.1",
                port,
                true,
                PeerProtocol.HTTP1,
                1,
                new Approach.Agent(hop, fingerprint));
    }

    /** What the front door has. */
    public HopCredentials credentials(Map<Long, String> secrets) {
        InternalIdentity own = frontDoor();
        return new HopCredentials() {
            @Override
            public InternalIdentity identity() {
                return own;
            }

            @Override
            public @Nullable String secret(long peerId) {
                return secrets.get(peerId);
            }
        };
    }

    /** The certificate for an agent that has a key of its own. */
    public X509Certificate agent(long peerId, PublicKey key) {
        try {
            String name = InternalIdentity.nameOf(peerId);
            CertificateBuilder builder = common("CN=" + name)
                    .publicKey(key)
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature)
                    .addExtendedKeyUsageServerAuth()
                    .addExtendedKeyUsageClientAuth();
            TestCertificate.addNames(builder, name);
            return builder.buildIssuedBy(authority).getCertificate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate certificate() {
        return authority.getCertificate();
    }

    /** The authority's certificate in PEM. */
    public String pem() {
        return authority.getCertificatePEM();
    }

    /**
     * A client's socket to an agent, after its handshake.
     *
     * @param as what it shows; null for nothing
     */
    public SSLSocket connect(int port, @Nullable InternalIdentity as, long peerId, String... alpn) {
        try {
            Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
            plain.setSoTimeout(10_000);
            plain.setTcpNoDelay(true);
            String name = InternalIdentity.nameOf(peerId);
            SSLSocket socket = (SSLSocket) context(as).getSocketFactory().createSocket(plain, name, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            parameters.setApplicationProtocols(alpn);
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows that to whoever comes, and trusts the authority. */
    public SSLContext context(@Nullable InternalIdentity as) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(as == null ? null : keys(as), new TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts the authority alone. */
    public X509ExtendedTrustManager trust() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keys(InternalIdentity own) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.keys(), new char[0]);
        return keys.getKeyManagers();
    }
}
