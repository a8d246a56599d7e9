package dev.sluice.watchdog;

import dev.sluice.core.model.Peer;
import io.vertx.core.net.ClientSSLOptions;
import org.jspecify.annotations.Nullable;

/** By what peers that have an agent know that a probe is the front door's. Control loop, quick. */
@FunctionalInterface
public interface ProbeCredentials {

    /** No peer has an agent. */
    ProbeCredentials NONE = peer -> null;

    /**
     * What a probe begins with, or brings along.
     *
     * @param tls the front door's certificate, and which the agent has to show; null asks in clear text
     * @param name that the agent's certificate has to be for
     * @param secret for {@code X-Gateway-Auth}; null without
     */
    record Shown(
            @Nullable ClientSSLOptions tls,
            String name,
            @Nullable String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Shown[" + (tls == null ? "clear text" : name) + "]";
        }
    }

    /** What this peer wants to see on its proxy port; null for one without agent. */
    @Nullable
    Shown of(Peer peer);
}
