package dev.sluice.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** What an engine asks in each full handshake: which certificate, and its key. Chosen by SNI from what is shown now. */
final class SniKeys extends X509ExtendedKeyManager {

    private final ShownCertificates shown;

    SniKeys(ShownCertificates shown) {
        this.shown = shown;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        KeyKind kind = KeyKind.named(keyType);
        SSLSession session = engine.getHandshakeSession();
        Choice choice = kind == null ? null : choice(session, engine);
        OpenedCertificate certificate = kind == null || choice == null ? null : choice.of(kind);
        return certificate == null || !canCheck(session, certificate.kind()) ? null : certificate.alias();
    }

    /**
     * By the name in the hello. Before there is a session, the JDK's engine asks which certificate one that is offered was made
     * with; then, and where there is no name, what the engine was made for says it.
     */
    private @Nullable Choice choice(@Nullable SSLSession session, SSLEngine engine) {
        String asked = ServerNames.of(session);
        String name = asked == null ? ServerNames.read(engine.getPeerHost()) : asked;
        CertificateIndex index = shown.index();
        return name != null && ServerNames.isAddress(name) ? index.chooseAt(name) : index.choose(name);
    }

    /** An engine may ask for kinds by its own list only; what the client can check is in its hello (RFC 8446 4.2.3). */
    private static boolean canCheck(@Nullable SSLSession session, KeyKind kind) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return true;
        }
        String[] signatures = extended.getPeerSupportedSignatureAlgorithms();
        return signatures == null || signatures.length == 0 || kind.isAmong(signatures);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        OpenedCertificate certificate = shown.byAlias(alias);
        return certificate == null ? null : certificate.chain();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        OpenedCertificate certificate = shown.byAlias(alias);
        return certificate == null ? null : certificate.key();
    }

    /** Sockets of the JDK do not get here; engines do. */
    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
