package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.model.Network;
import dev.sluice.core.rule.Fields;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a route may be used. Its visitors get nothing at other times, nor do its peers.
 *
 * @param zone whose clocks on the wall decide
 * @param windows at least one; the route is open while any of them is
 * @param status of the refusal: 403, or 503 with the time until the next opening
 * @param allow clients from these networks are served at any time
 */
public record AccessWindows(ZoneId zone, List<AccessWindow> windows, int status, List<Network> allow)
        implements Feature {

    /** Closed on purpose: no outage for those who watch, and nothing to be tried again. */
    public static final int FORBIDDEN = 403;

    private static final int UNAVAILABLE = 503;
    private static final int MOST = 100;
    private static final String USUAL_ZONE = "UTC";

    public AccessWindows {
        windows = List.copyOf(windows);
        allow = List.copyOf(allow);
    }

    static AccessWindows read(Fields in) {
        in.require(
                "windows", "an array of windows, at least one; access_windows null lets the route be used at any time");
        ZoneId zone = zone(in.text("time_zone", USUAL_ZONE, USUAL_ZONE), in);
        List<Fields> given = in.objects("windows");
        if (in.named("windows") && given.isEmpty() || given.size() > MOST) {
            in.problem("windows", given.size() + " windows", "from 1 to " + MOST);
        }
        int status = in.integer("status", FORBIDDEN, FORBIDDEN);
        if (status != FORBIDDEN && status != UNAVAILABLE) {
            in.problem("status", status, FORBIDDEN + " or " + UNAVAILABLE);
        }
        return new AccessWindows(
                zone, given.stream().limit(MOST).map(AccessWindow::read).toList(), status, Networks.read(in, "allow"));
    }

    private static ZoneId zone(String name, Fields in) {
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        in.problem(
                "time_zone",
                name,
                ZoneId.getAvailableZoneIds().stream()
                        .filter(name::equalsIgnoreCase)
                        .findFirst()
                        .orElse("a name of the IANA time zone database, such as Europe/Berlin or UTC"));
        return ZoneId.of(USUAL_ZONE);
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("time_zone", zone.getId());
        fields.put("windows", windows.stream().map(AccessWindow::written).toList());
        fields.put("status", status);
        fields.put("allow", Networks.written(allow));
        return fields;
    }
}
