package dev.sluice.admin.gateway;

import dev.sluice.core.model.Pairing;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.Moment;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.PairingEdits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the addresses that gateways have in their LANs, as their agents announce them. Each is a change of the desired
 * state, so one whose address goes to and fro changes it once a minute at most. One event loop.
 */
final class Announcements {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final Duration PACE = Duration.ofMinutes(1);

    private final ControlPlane plane;
    private final Map<Long, Moment> lastTried = new HashMap<>();

    Announcements(ControlPlane plane) {
        this.plane = plane;
    }

    /** The agent says this is its address; null if it says nothing. */
    void heard(Pairing pairing, @Nullable String lanAddress, Moment now) {
        long peerId = pairing.peerId();
        if (lanAddress == null || lanAddress.equals(pairing.lanAddress())) {
            return;
        }
        Moment last = lastTried.get(peerId);
        if (last != null && now.since(last).compareTo(PACE) < 0) {
            return;
        }
        lastTried.put(peerId, now);
        plane.change(PairingEdits.announce(peerId, lanAddress, Command.by("agent of peer " + peerId)))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debug("the address of peer {} is not kept yet: {}", peerId, failure.toString());
                    }
                });
    }
}
