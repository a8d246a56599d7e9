package dev.sluice.watchdog;

import dev.sluice.core.model.Peer;
import io.vertx.core.net.ClientSSLOptions;
import org.jspecify.annotations.Nullable;

/** How probes begin with peers that want more than clear text from anybody. Control loop, quick. */
@FunctionalInterface
public interface ProbeCredentials {

    /** No peer does. */
    ProbeCredentials NONE = peer -> null;

    /**
     * What a probe begins with, or brings along.
     *
     * @param tls which certificate the peer has to show, and for an agent the front door's own; null asks in clear text
     * @param name that the peer's certificate has to be for
     * @param secret for {@code X-Gateway-Auth}; null without
     */
    record Shown(
            @Nullable ClientSSLOptions tls,
            String name,
            @Nullable String secret) {

        /** Whether the peer has to agree to HTTP/2. */
        boolean http2() {
            return tls != null && tls.isUseAlpn();
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Shown[" + (tls == null ? "clear text" : name) + "]";
        }
    }

    /** What this peer wants to see where its traffic goes; null for one in clear text without agent. */
    @Nullable
    Shown of(Peer peer);
}
