package dev.sluice.core.rule;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Site;
import dev.sluice.core.site.Maintenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes what is said for all routes. */
public final class SiteEdits {

    private SiteEdits() {}

    /** Sets the features that are given. Refuses with STALE or INVALID. */
    public static Edit update(Merge<Site> asked, Command command) {
        return (desired, context) -> {
            command.expect(desired.revision());
            Problems problems = new Problems();
            Site before = desired.overall().site();
            Site after = asked.over(before, problems);
            problems.refuseIfAny();
            return new Edited(desired.with(desired.overall().with(after)), told(before, after, context, command), 0);
        };
    }

    /** What the log hears of such a change; nothing if there is none. */
    public static List<Event> told(Site before, Site after, EditContext context, Command command) {
        if (before.equals(after)) {
            return List.of();
        }
        Map<String, Object> was = new LinkedHashMap<>();
        Map<String, Object> is = new LinkedHashMap<>();
        Map<String, @Nullable Object> all = Facts.ofAllRoutes(before);
        Facts.ofAllRoutes(after).forEach((feature, value) -> {
            Object old = all.get(feature);
            if (!Objects.equals(old, value)) {
                put(feature, old, was);
                put(feature, value, is);
            }
        });
        List<String> changed = all.keySet().stream()
                .filter(feature -> was.containsKey(feature) || is.containsKey(feature))
                .toList();
        return Audit.event(
                EventName.SITE_UPDATED,
                context,
                command,
                message(isClosed(before), isClosed(after), changed),
                Audit.turned(Map.of(), was, is));
    }

    private static String message(boolean was, boolean is, List<String> changed) {
        if (was != is) {
            return is ? "All routes are in maintenance" : "The maintenance of all routes is over";
        }
        return "What holds for all routes was changed: " + String.join(", ", changed);
    }

    private static boolean isClosed(Site site) {
        Maintenance maintenance = site.of(Maintenance.class);
        return maintenance != null && maintenance.enabled();
    }

    /** An absent field says null. */
    private static void put(String feature, @Nullable Object value, Map<String, Object> fields) {
        if (value instanceof Map<?, ?> inner) {
            fields.put(feature, Audit.withoutNulls(inner));
        }
    }
}
