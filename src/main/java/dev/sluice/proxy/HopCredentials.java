package dev.sluice.proxy;

import dev.sluice.core.port.InternalIdentity;
import org.jspecify.annotations.Nullable;

/** By what a front door and the agents that it is paired with know each other. Any thread, quick. */
public interface HopCredentials {

    /** What the front door shows in TLS, and whom it trusts there; null as long as nobody is paired. */
    @Nullable
    InternalIdentity identity();

    /** What requests to that agent bring along in {@code X-Gateway-Auth}; null for one that goes by certificates. */
    @Nullable
    String secret(long peerId);
}
