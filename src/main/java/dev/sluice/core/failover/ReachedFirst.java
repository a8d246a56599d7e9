package dev.sluice.core.failover;

import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.port.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule that lets a gateway which cannot reach a route's LAN host be passed over: only in favour of one whose own
 * check, begun after the first report of it, did reach it. If nobody reached it, the fault is the application's and must show.
 */
final class ReachedFirst {

    private final long routeId;
    private final Reachability reachability;
    private final Moment now;

    private ReachedFirst(long routeId, Reachability reachability, Moment now) {
        this.routeId = routeId;
        this.reachability = reachability;
        this.now = now;
    }

    /** The order with the first proven candidate in front, if the present first one is proven unable. */
    static List<Long> promote(List<Long> order, long routeId, Reachability reachability, Moment now) {
        ReachedFirst rule = new ReachedFirst(routeId, reachability, now);
        long first = order.get(0);
        for (long peerId : order) {
            if (rule.goesBefore(peerId, first)) {
                List<Long> promoted = new ArrayList<>(order);
                promoted.remove(peerId);
                promoted.add(0, peerId);
                return promoted;
            }
        }
        return order;
    }

    /**
     * The classes of a balanced pool, each split in two if some of its members are proven unable and another candidate is
     * proven able; if that leaves nobody in the best class, the proven ones of the other classes come before it.
     */
    static List<List<Long>> rank(List<List<Long>> classes, long routeId, Reachability reachability, Moment now) {
        if (classes.isEmpty()) {
            return classes;
        }
        ReachedFirst rule = new ReachedFirst(routeId, reachability, now);
        List<Long> all = classes.stream().flatMap(List::stream).toList();
        List<List<Long>> ranked = new ArrayList<>();
        for (List<Long> equals : classes) {
            List<Long> passedOver = equals.stream()
                    .filter(peerId -> rule.isPassedOver(peerId, all))
                    .toList();
            addUnlessEmpty(ranked, without(equals, passedOver));
            addUnlessEmpty(ranked, passedOver);
        }
        List<Long> first = ranked.get(0);
        List<Long> able = all.stream()
                .filter(peerId -> first.stream().allMatch(other -> rule.goesBefore(peerId, other)))
                .toList();
        if (!able.isEmpty()) {
            ranked.replaceAll(equals -> without(equals, able));
            ranked.removeIf(List::isEmpty);
            ranked.add(0, able);
        }
        return ranked;
    }

    private boolean isPassedOver(long peerId, List<Long> all) {
        return all.stream().anyMatch(other -> goesBefore(other, peerId));
    }

    /** Whether the one is known to reach the LAN host by a check that began after the other first said that it cannot. */
    private boolean goesBefore(long able, long unable) {
        Report failed = reachability.fresh(unable, routeId, now);
        Report report = failed == null || failed.reached() ? null : reachability.fresh(able, routeId, now);
        return report != null && failed != null && isProof(report, failed);
    }

    private static boolean isProof(Report report, Report failed) {
        return report.reached() && report.began().nanos() - failed.since().nanos() > 0;
    }

    private static List<Long> without(List<Long> all, List<Long> others) {
        return all.stream().filter(peerId -> !others.contains(peerId)).toList();
    }

    private static void addUnlessEmpty(List<List<Long>> classes, List<Long> more) {
        if (!more.isEmpty()) {
            classes.add(more);
        }
    }
}
