package dev.sluice.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SSLParameters;

/**
 * Handshakes that are refused for names that there is no certificate for, and whose sessions belong to the name that they were
 * made for (RFC 6066 section 3): whoever offers one with another name makes a full handshake, and is shown the certificate of
 * that name.
 *
 * <p>The JDK's engine compares the names by itself; since JDK 25 it asks for the certificate of a session before it has read the
 * name, so it is told the name when it is made. BoringSSL compares only the session id context that the engine got when it was
 * made, so that is the name's; where clients show certificates it is another each time, and nothing is ever resumed.
 */
public final class NamedHandshakes {

    private static final int NO_PORT = -1;

    private final SslContext context;
    private final List<SNIMatcher> names;
    private final boolean clientsShow;
    private final Object lock = new Object();
    private long made;

    /**
     * Handshakes by that context.
     *
     * @param clientsShow whether each client has to show a certificate
     */
    NamedHandshakes(SslContext context, ShownCertificates shown, boolean clientsShow) {
        this.context = context;
        this.clientsShow = clientsShow;
        this.names = List.of(new ServerNames(shown));
    }

    /**
     * The handler of one handshake. Any thread.
     *
     * @param serverName as the client asks for it; if it does not say, the address of ours that it came to, or empty
     */
    public SslHandler handler(ByteBufAllocator allocator, String serverName) {
        SslHandler handler = context.sessionContext() instanceof OpenSslServerSessionContext sessions
                ? bound(sessions, allocator, serverName)
                : named(allocator, serverName);
        // What is not set stays as the context has it.
        SSLParameters parameters = new SSLParameters();
        parameters.setSNIMatchers(names);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNeedClientAuth(clientsShow); // which parameters always say, whatever the context does
        handler.engine().setSSLParameters(parameters);
        return handler;
    }

    /** The name is where {@link SniKeys} looks when the handshake does not have it yet: at the engine's peer. */
    private SslHandler named(ByteBufAllocator allocator, String serverName) {
        return serverName.isEmpty()
                ? context.newHandler(allocator)
                : context.newHandler(allocator, serverName, NO_PORT);
    }

    /** The context's own value is what the next engine takes, so nobody may come between. */
    private SslHandler bound(OpenSslServerSessionContext sessions, ByteBufAllocator allocator, String serverName) {
        byte[] name = digest(serverName.toLowerCase(Locale.ROOT));
        synchronized (lock) {
            if (!sessions.setSessionIdContext(clientsShow ? another() : name)) {
                throw new IllegalStateException("session id context: refused, expected to be taken");
            }
            return ServerNames.isAddress(serverName) ? named(allocator, serverName) : context.newHandler(allocator);
        }
    }

    /** That of no handshake before: a session would spare the client its certificate. */
    private byte[] another() {
        return ByteBuffer.allocate(Long.BYTES).putLong(++made).array();
    }

    /** As long as such a context may be. */
    private static byte[] digest(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
