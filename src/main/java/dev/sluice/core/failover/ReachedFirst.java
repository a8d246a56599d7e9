package dev.sluice.core.failover;

import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.port.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule that lets a gateway which cannot reach a route's LAN host be passed over: only in favour of one whose own
 * check, begun after that report, did reach it. If nobody reached it, the fault is the application's and must show.
 */
final class ReachedFirst {

    private ReachedFirst() {}

    /** The order with the first proven candidate in front, if the present first one is proven unable. */
    static List<Long> promote(List<Long> order, long routeId, Reachability reachability, Moment now) {
        Report failed = reachability.isEmpty() ? null : unreached(order.get(0), routeId, reachability, now);
        if (failed == null) {
            return order;
        }
        for (long peerId : order) {
            if (provedSince(failed, peerId, routeId, reachability, now)) {
                List<Long> promoted = new ArrayList<>(order);
                promoted.remove(peerId);
                promoted.add(0, peerId);
                return promoted;
            }
        }
        return order;
    }

    /** One class of equals, split in two if some of them are proven unable and another is proven able. */
    static List<List<Long>> split(List<Long> equals, long routeId, Reachability reachability, Moment now) {
        if (reachability.isEmpty()) {
            return List.of(equals);
        }
        List<Long> passedOver = equals.stream()
                .filter(peerId -> {
                    Report failed = unreached(peerId, routeId, reachability, now);
                    return failed != null
                            && equals.stream()
                                    .anyMatch(other -> provedSince(failed, other, routeId, reachability, now));
                })
                .toList();
        if (passedOver.isEmpty()) {
            return List.of(equals);
        }
        List<Long> rest =
                equals.stream().filter(peerId -> !passedOver.contains(peerId)).toList();
        return List.of(rest, passedOver);
    }

    private static @Nullable Report unreached(long peerId, long routeId, Reachability reachability, Moment now) {
        Report report = reachability.fresh(peerId, routeId, now);
        return report == null || report.reached() ? null : report;
    }

    private static boolean provedSince(
            Report failed, long peerId, long routeId, Reachability reachability, Moment now) {
        Report report = reachability.fresh(peerId, routeId, now);
        return report != null
                && report.reached()
                && report.began().nanos() - failed.at().nanos() > 0;
    }
}
