package dev.sluice.proxy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Where TLS ends here: the certificates that a listener shows, chosen by the name that a client asks for. */
public interface TlsTermination {

    /** Makes the handlers of handshakes. */
    interface Handshakes {

        /**
         * The handler of one handshake, whose ClientHello it is yet to see. Event loop.
         *
         * @param serverName as the ClientHello asks for it (SNI, RFC 6066 section 3); if it asks for none, the address of ours
         *     that the client came to, or empty: a session that was made for another name is not resumed
         */
        SslHandler handler(ByteBufAllocator allocator, String serverName);
    }

    /**
     * What handshakes are made with, on all event loops: certificates are chosen by SNI and swapped live, also while there
     * are none yet (each handshake is then refused). Called when a listener opens, not on an event loop: it may block.
     *
     * @param alpn protocols offered, the preferred one first; empty offers none
     */
    Handshakes handshakes(List<String> alpn);

    /**
     * The same for a listener that wants a certificate of each client: no session is resumed from one call's handshakes to
     * another's, so that nobody gets in by what held once. Called as the other.
     *
     * @param clients judges what is shown, chain and purpose
     */
    Handshakes handshakes(List<String> alpn, X509ExtendedTrustManager clients);

    /**
     * Whether the names of some certificate that is not of our own signing cover this host, given in lower case. Hash lookups
     * only; any thread.
     */
    boolean covers(String host);

    /**
     * Whether a connection that was opened with this session may carry requests for that host: false where its certificate
     * does not cover the host and another does. Any thread, quick.
     *
     * @param host in lower case, without port
     */
    boolean serves(SSLSession session, String host);

    /**
     * What a certificate authority that asks this token of us is to be answered (RFC 8555 section 8.3); null if it is none of
     * ours. Any thread; completes on any, never fails.
     */
    default CompletionStage<@Nullable String> challengeAnswer(String token) {
        return CompletableFuture.completedFuture(null);
    }
}
