package dev.sluice.proxy;

import io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SSLSession;

/** Where TLS ends here: the certificates that a listener shows, chosen by the name that a client asks for. */
public interface TlsTermination {

    /**
     * What handshakes are made with: one context for all event loops, whose certificates are chosen by SNI and swapped
     * live, also while there are none yet (each handshake is then refused). Called when a listener opens, not on an event
     * loop: it may block.
     *
     * @param alpn protocols offered, the preferred one first; empty offers none
     */
    SslContext context(List<String> alpn);

    /** Whether some certificate's names cover this host, given in lower case. Hash lookups only; any thread. */
    boolean covers(String host);

    /**
     * Whether a connection that was opened with this session may carry requests for that host: false where its certificate
     * does not cover the host and another does. Any thread, quick.
     *
     * @param host in lower case, without port
     */
    boolean serves(SSLSession session, String host);
}
