package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import java.util.Map;

/**
 * Desired and effective state at one publication. Immutable but for the live vitals; safe on any thread.
 *
 * @param peers by peer id
 * @param routes by route id; disabled routes are absent
 */
public record Snapshot(Desired desired, Map<Long, PeerStatus> peers, Map<Long, RouteStatus> routes) {

    public static final Snapshot EMPTY = new Snapshot(Desired.EMPTY, Map.of(), Map.of());
}
