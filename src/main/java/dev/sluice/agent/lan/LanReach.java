package dev.sluice.agent.lan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one check of a LAN host found.
 *
 * @param why {@code refused}, {@code timeout} or {@code name}; null if it was reached
 * @param beganNanos monotonic, as the next
 */
public record LanReach(boolean reached, @Nullable String why, long beganNanos, long endedNanos) {

    /** How long it took. */
    public long millis() {
        return (endedNanos - beganNanos) / 1_000_000;
    }

    /** Whether nothing came at all: neither a connection nor a refusal. */
    boolean isTimeout() {
        return "timeout".equals(why);
    }

    /** Whether both say the same of the host. */
    boolean saysAs(@Nullable LanReach other) {
        return other != null && other.reached == reached && Objects.equals(other.why, why);
    }
}
