package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes the settings that take no restart. */
public final class SettingEdits {

    private final Probe process;
    private final List<String> all;

    /**
     * The edits of one process.
     *
     * @param process the pace that it was started with
     * @param all the paths of all settings there are
     */
    public SettingEdits(Probe process, List<String> all) {
        this.process = process;
        this.all = all;
    }

    /**
     * Sets what is given, and leaves to the process what is null. Peers that go by the pace before go by the new one; what a peer
     * has of its own it keeps. Refuses with INVALID.
     *
     * @param given by path
     */
    public Edit update(Map<String, ? extends @Nullable Object> given, Command command) {
        return (desired, context) -> {
            Map<String, String> settings = new LinkedHashMap<>(desired.settings());
            read(given, settings);
            Probe before = Pace.in(desired, process);
            Desired changed = with(desired, settings);
            Probe after = Pace.in(changed, process);
            if (settings.equals(desired.settings())) {
                return new Edited(desired, List.of(), 0);
            }
            List<Long> moved = new ArrayList<>();
            for (Peer peer : desired.peers().values()) {
                Probe probe = Pace.moved(peer.probe(), before, after);
                if (!probe.equals(peer.probe())) {
                    changed = changed.with(peer.probed(probe, context.touched(peer.stamp())));
                    moved.add(peer.id());
                }
            }
            return new Edited(
                    changed,
                    Audit.event(
                            EventName.SETTINGS_UPDATED,
                            context,
                            command,
                            message(given, moved),
                            details(before, after, moved)),
                    0);
        };
    }

    private static String message(Map<String, ? extends @Nullable Object> given, List<Long> moved) {
        String peers = moved.size() == 1 ? "1 peer goes" : moved.size() + " peers go";
        return "Settings were changed: " + String.join(", ", given.keySet()) + "; " + peers + " by it";
    }

    private static Map<String, Object> details(Probe before, Probe after, List<Long> moved) {
        Map<String, Object> was = new LinkedHashMap<>();
        Map<String, Object> is = new LinkedHashMap<>();
        Map<String, Object> all = facts(after);
        facts(before).forEach((path, value) -> {
            Object other = all.get(path);
            if (other != null && !other.equals(value)) {
                was.put(path, value);
                is.put(path, other);
            }
        });
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("before", was);
        details.put("after", is);
        details.put("peer_ids", List.copyOf(moved));
        return details;
    }

    private static Map<String, Object> facts(Probe probe) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(Pace.INTERVAL, DurationText.format(probe.interval()));
        facts.put(Pace.FALL, probe.fall());
        facts.put(Pace.RISE, probe.rise());
        return facts;
    }

    private void read(Map<String, ? extends @Nullable Object> given, Map<String, String> settings) {
        Problems problems = new Problems();
        given.forEach((path, value) -> {
            if (!Pace.SETTINGS.contains(path)) {
                boolean known = all.contains(path);
                problems.add(
                        Problems.show(path),
                        known ? "a setting that takes a restart" : "no such setting",
                        "one of " + String.join(", ", Pace.SETTINGS));
            } else if (value == null) {
                settings.remove(path);
            } else {
                String text =
                        path.equals(Pace.INTERVAL) ? interval(path, value, problems) : count(path, value, problems);
                settings.put(path, text);
            }
        });
        problems.refuseIfAny();
    }

    private static String interval(String path, Object value, Problems problems) {
        Duration interval = value instanceof String text ? DurationText.parse(text) : null;
        if (interval == null) {
            problems.add(path, value, "a duration from 100ms to 1h");
            return "";
        }
        Limits.interval(path, interval, problems);
        return DurationText.format(interval);
    }

    private static String count(String path, Object value, Problems problems) {
        if (!(value instanceof Integer count) || count < 1 || count > Limits.MOST_PROBES) {
            problems.add(path, value, "a whole number from 1 to " + Limits.MOST_PROBES);
            return "";
        }
        return String.valueOf(count);
    }

    private static Desired with(Desired desired, Map<String, String> settings) {
        return desired.with(desired.overall().with(settings));
    }
}
