package dev.sluice.core.failover;

import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agents last said of reaching the routes' LAN hosts. Immutable; what is said counts for 30 s.
 *
 * @param byPeer what each peer's agent said
 */
public record Reachability(Map<Long, Word> byPeer) {

    /** Nobody said anything: every candidate is judged by its health alone. */
    public static final Reachability NONE = new Reachability(Map.of());

    /** How long a report counts. */
    public static final Duration LIFETIME = Duration.ofSeconds(30);

    /**
     * The last check of one route's LAN host.
     *
     * @param reached whether the LAN host answered
     * @param why why not, in a word; null if it did
     * @param began when that check began
     * @param since when it was first told that it is so; later checks with the same outcome leave it as it is
     * @param at when it was last told
     */
    public record Report(boolean reached, @Nullable String why, Moment began, Moment since, Moment at) {

        /** The LAN host answered. */
        public static Report reached(Moment began, Moment at) {
            return new Report(true, null, began, at, at);
        }

        /** It did not. */
        public static Report unreached(@Nullable String why, Moment began, Moment at) {
            return new Report(false, why, began, at, at);
        }

        private Report after(@Nullable Report before) {
            return before == null || before.reached != reached || !before.isFresh(at)
                    ? this
                    : new Report(reached, why, began, before.since, at);
        }

        private boolean isFresh(Moment now) {
            return now.since(at).compareTo(LIFETIME) < 0;
        }
    }

    /**
     * What one agent said.
     *
     * @param reports by route id
     * @param unreached the routes whose LAN host it cannot reach
     */
    public record Word(Map<Long, Report> reports, Set<Long> unreached) {

        private static final Word NOTHING = new Word(Map.of(), Set.of());

        /** This word with newer reports; what nobody repeated for too long is forgotten. */
        private Word and(Map<Long, Report> newer, Moment now) {
            Map<Long, Report> all = new HashMap<>(2 * Math.max(reports.size(), newer.size()));
            Set<Long> not = new HashSet<>();
            newer.forEach((routeId, report) -> keep(routeId, report.after(reports.get(routeId)), now, all, not));
            reports.forEach((routeId, report) -> {
                if (!newer.containsKey(routeId)) {
                    keep(routeId, report, now, all, not);
                }
            });
            return new Word(all, not);
        }

        private static void keep(long routeId, Report report, Moment now, Map<Long, Report> all, Set<Long> not) {
            if (report.isFresh(now)) {
                all.put(routeId, report);
                if (!report.reached()) {
                    not.add(routeId);
                }
            }
        }
    }

    /** This knowledge with what an agent said just now. */
    public Reachability told(long peerId, Map<Long, Report> reports, Moment now) {
        Map<Long, Word> words = new HashMap<>(byPeer);
        words.put(peerId, words.getOrDefault(peerId, Word.NOTHING).and(reports, now));
        return new Reachability(words);
    }

    /** This knowledge without what does not count any more; the same object if all of it does. */
    public Reachability at(Moment now) {
        boolean old = byPeer.values().stream()
                .flatMap(word -> word.reports().values().stream())
                .anyMatch(report -> !report.isFresh(now));
        if (!old) {
            return this;
        }
        Map<Long, Word> words = new HashMap<>();
        byPeer.forEach((peerId, word) -> {
            Word left = word.and(Map.of(), now);
            if (!left.reports().isEmpty()) {
                words.put(peerId, left);
            }
        });
        return new Reachability(words);
    }

    /** The routes whose LAN host somebody cannot reach; for all others it makes no difference what was said. */
    public Set<Long> doubted() {
        Set<Long> doubted = new HashSet<>();
        byPeer.values().forEach(word -> doubted.addAll(word.unreached()));
        return doubted;
    }

    /** When the first report that makes a difference ceases to count; null if none makes one. */
    public @Nullable Moment nextExpiry() {
        Set<Long> doubted = doubted();
        Moment[] first = new Moment[1];
        if (!doubted.isEmpty()) {
            byPeer.values().forEach(word -> word.reports().forEach((routeId, report) -> {
                if (doubted.contains(routeId)
                        && (first[0] == null || report.at().nanos() - first[0].nanos() < 0)) {
                    first[0] = report.at();
                }
            }));
        }
        return first[0] == null ? null : first[0].plus(LIFETIME);
    }

    /** The report that still counts, or null. */
    public @Nullable Report fresh(long peerId, long routeId, Moment now) {
        Word word = byPeer.get(peerId);
        Report report = word == null ? null : word.reports().get(routeId);
        return report == null || !report.isFresh(now) ? null : report;
    }
}
