package dev.sluice.core.failover;

import dev.sluice.core.balance.PeerVitals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is so about one peer.
 *
 * @param vitals live: its numbers move on after this snapshot
 * @param cooldownEndsAt null unless in COOLDOWN with an end
 */
public record PeerStatus(
        PeerHealth health, PeerVitals vitals, @Nullable Instant cooldownEndsAt) {}
