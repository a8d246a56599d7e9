package dev.sluice.core.failover;

import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agents last said of reaching the routes' LAN hosts. Immutable; entries count for 30 s.
 *
 * @param reports by peer and route
 */
public record Reachability(Map<Link, Report> reports) {

    /** Nobody said anything: every candidate is judged by its health alone. */
    public static final Reachability NONE = new Reachability(Map.of());

    /** How long a report counts. */
    public static final Duration LIFETIME = Duration.ofSeconds(30);

    /** The way from one peer to one route's LAN host. */
    public record Link(long peerId, long routeId) {}

    /**
     * One check of a link.
     *
     * @param reached whether the LAN host answered
     * @param began when the check began
     * @param at when it was reported
     */
    public record Report(boolean reached, Moment began, Moment at) {}

    public Reachability {
        reports = Map.copyOf(reports);
    }

    /** This knowledge with one more report. */
    public Reachability with(Link link, Report report) {
        Map<Link, Report> more = new HashMap<>(reports);
        more.put(link, report);
        return new Reachability(more);
    }

    public boolean isEmpty() {
        return reports.isEmpty();
    }

    /** The report that still counts, or null. */
    @Nullable
    Report fresh(long peerId, long routeId, Moment now) {
        Report report = reports.get(new Link(peerId, routeId));
        return report == null || now.since(report.at()).compareTo(LIFETIME) >= 0 ? null : report;
    }
}
