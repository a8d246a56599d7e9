package dev.sluice.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** What makes the handshakes. */
enum TlsEngine {
    BORINGSSL(SslProvider.OPENSSL),
    JDK(SslProvider.JDK);

    private final SslProvider provider;

    TlsEngine(SslProvider provider) {
        this.provider = provider;
    }

    /** The quicker one that works here: BoringSSL takes about half of the JDK's processor time. */
    static TlsEngine best() {
        return OpenSsl.isAvailable() && OpenSsl.supportsKeyManagerFactory() ? BORINGSSL : JDK;
    }

    SslProvider provider() {
        return provider;
    }
}
