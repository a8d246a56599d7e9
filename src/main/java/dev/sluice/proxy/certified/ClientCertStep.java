package dev.sluice.proxy.certified;

import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Step;
import dev.sluice.proxy.site.Turn;
import dev.sluice.proxy.site.Visit;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Tells upstreams which certificate the client has shown, in {@code Client-Cert} (RFC 9440): in place of whatever the client
 * itself says there. A request on a connection without a certificate goes no further.
 */
public final class ClientCertStep implements Step {

    private static final String CERTIFICATE = "client-cert";
    private static final String CHAIN = "client-cert-chain";

    @Override
    public void take(Visit visit, Turn turn) {
        byte[] shown = shown(visit.request().connection().sslSession());
        if (shown == null) {
            turn.fails(Failure.MISDIRECTED);
            return;
        }
        // A byte sequence of RFC 8941 3.3.5.
        String value = ":" + Base64.getEncoder().encodeToString(shown) + ":";
        visit.editUpstreamFields(fields -> fields.remove(CHAIN).set(CERTIFICATE, value));
        turn.passes();
    }

    private static byte @Nullable [] shown(@Nullable SSLSession session) {
        try {
            Certificate[] chain = session == null ? new Certificate[0] : session.getPeerCertificates();
            return chain.length == 0 ? null : chain[0].getEncoded();
        } catch (SSLPeerUnverifiedException nobody) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // it was read from that
        }
    }
}
