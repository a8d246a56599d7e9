package dev.sluice.proxy.kit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Access windows that are closed now, whenever that is; and ones that are open. */
public final class OtherDays {

    private OtherDays() {}

    /** Closed for two to three days: the only window is the third day from today, whole, in UTC. */
    public static Map<String, Object> closed(Map<String, Object> more) {
        DayOfWeek later = Instant.now().atZone(ZoneOffset.UTC).getDayOfWeek().plus(3);
        String name = later.name().substring(0, 3).toLowerCase(Locale.ROOT);
        Map<String, Object> all = new HashMap<>(
                Map.of("windows", List.of(Map.of("days", List.of(name), "from", "00:00", "to", "24:00"))));
        all.putAll(more);
        return Map.of("access_windows", all);
    }

    /** Open at any time. */
    public static Map<String, Object> open() {
        return Map.of("access_windows", Map.of("windows", List.of(Map.of("from", "00:00", "to", "24:00"))));
    }
}
