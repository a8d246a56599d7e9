package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How often peers are probed, and how many answers count, where a peer has no wish of its own: the settings that change live. */
public final class Pace {

    public static final String INTERVAL = "watchdog.interval";
    public static final String FALL = "watchdog.fall";
    public static final String RISE = "watchdog.rise";

    /** The settings that make it. */
    public static final List<String> SETTINGS = List.of(INTERVAL, FALL, RISE);

    private Pace() {}

    /**
     * The probe of a peer of which nothing else is said.
     *
     * @param process what the process was started with; the desired state goes before it
     */
    public static Probe in(Desired desired, Probe process) {
        Map<String, String> said = desired.settings();
        if (said.isEmpty()) {
            return process;
        }
        return of(
                process,
                said.containsKey(INTERVAL)
                        ? Objects.requireNonNull(DurationText.parse(String.valueOf(said.get(INTERVAL))))
                        : process.interval(),
                said.containsKey(FALL) ? Integer.parseInt(String.valueOf(said.get(FALL))) : process.fall(),
                said.containsKey(RISE) ? Integer.parseInt(String.valueOf(said.get(RISE))) : process.rise());
    }

    static Probe of(Probe probe, Duration interval, int fall, int rise) {
        return new Probe(probe.kind(), probe.port(), probe.path(), probe.expectStatus(), interval, fall, rise);
    }

    /** The probe of a peer that went by the pace before, and has no wish of its own in what is other now. */
    static Probe moved(Probe probe, Probe before, Probe after) {
        return of(
                probe,
                probe.interval().equals(before.interval()) ? after.interval() : probe.interval(),
                probe.fall() == before.fall() ? after.fall() : probe.fall(),
                probe.rise() == before.rise() ? after.rise() : probe.rise());
    }
}
