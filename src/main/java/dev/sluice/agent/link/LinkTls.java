package dev.sluice.agent.link;

import dev.sluice.proxy.hop.TlsEngine;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;

/** How an agent makes handshakes with its front door. */
public final class LinkTls {

    private LinkTls() {}

    /** The quicker engine that works here, which the hop has loaded already; the JDK's reads all of its usual authorities first. */
    public static SSLEngineOptions engine() {
        return TlsEngine.best() == SslProvider.JDK ? new JdkSSLEngineOptions() : new OpenSSLEngineOptions();
    }
}
