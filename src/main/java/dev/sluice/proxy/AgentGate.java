package dev.sluice.proxy;

import dev.sluice.core.model.Hop;
import dev.sluice.core.port.InternalIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Whom an agent serves: the front door that it is paired with, and nobody else. That one is known by its certificate, which
 * the handshake has verified, or by the secret of the pairing. Immutable; any thread.
 */
public final class AgentGate {

    private static final int DNS_NAME = 2; // in a GeneralName (RFC 5280 4.2.1.6)

    /** A config is there within some hundredths of a second, unless the line is dead or one of the two has no processor. */
    private static final Duration NEWS_PATIENCE = Duration.ofSeconds(5);

    private final byte @Nullable [] secret;
    private final BooleanSupplier configured;
    private final News news;
    private final Duration newsPatience;

    /** How an agent hears of its routes as they are now. */
    @FunctionalInterface
    public interface News {

        /**
         * Has the front door asked for them; on any event loop.
         *
         * @param answered run on any thread once what it answered, if it did, is in the table
         * @return false if it cannot be asked now: then that is not run
         */
        boolean ask(Runnable answered);
    }

    private AgentGate(byte @Nullable [] secret, BooleanSupplier configured, News news, Duration newsPatience) {
        this.secret = secret;
        this.configured = configured;
        this.news = news;
        this.newsPatience = newsPatience;
    }

    /**
     * A gate for callers who show the front door's certificate.
     *
     * @param configured whether the agent knows its routes; asked on any event loop when none fits
     */
    public static AgentGate byCertificate(BooleanSupplier configured) {
        return new AgentGate(null, configured, answered -> false, NEWS_PATIENCE);
    }

    /** A gate for callers who bring the pairing's secret along. */
    public static AgentGate bySecret(String secret, BooleanSupplier configured) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("secret: actual empty, expected one");
        }
        return new AgentGate(secret.getBytes(StandardCharsets.UTF_8), configured, answered -> false, NEWS_PATIENCE);
    }

    /** The same for an agent that can ask for its routes. */
    public AgentGate withNews(News asked) {
        return new AgentGate(secret, configured, asked, newsPatience);
    }

    /** The same that waits so long for them. */
    public AgentGate withNewsPatience(Duration patience) {
        return new AgentGate(secret, configured, news, patience);
    }

    /** By which it hears of its routes as they are now. */
    public News news() {
        return news;
    }

    /** How long a request waits for them, not counting what the event loop stood still. */
    public Duration newsPatience() {
        return newsPatience;
    }

    /** What it goes by. */
    public Hop hop() {
        return secret == null ? Hop.MTLS : Hop.SECRET;
    }

    /** Whether the front door is at the other end of a handshake; that its certificate is genuine was checked there. */
    public boolean admits(@Nullable SSLSession session) {
        if (secret != null || session == null) {
            return false;
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate shown && isFrontDoor(shown);
        } catch (SSLPeerUnverifiedException | CertificateParsingException stranger) {
            return false;
        }
    }

    private static boolean isFrontDoor(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .anyMatch(name ->
                                name.get(0).equals(DNS_NAME) && InternalIdentity.FRONT_DOOR.equals(name.get(1)));
    }

    /** Whether this is the pairing's secret; how long the answer takes tells nothing of it. */
    public boolean admits(byte[] shown) {
        return secret != null && MessageDigest.isEqual(secret, shown);
    }

    /** Why a request fails that no route leads to the host of, or not to where the front door wants it. */
    public Failure noRoute() {
        return configured.getAsBoolean() ? Failure.NOT_MINE : Failure.STARTING;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AgentGate[" + hop().wire() + "]";
    }
}
