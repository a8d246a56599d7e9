package dev.sluice.core.failover;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.port.Moment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pivot cost: from the first symptom to the first good answer, and what became of the requests meanwhile.
 *
 * @param symptom null for a move that no fault caused
 * @param decided when the move was decided
 * @param published when requests began to go elsewhere
 * @param lost the live facts of the peer that lost the routes; null if it is gone
 */
record Receipt(
        @Nullable Symptom symptom,
        Moment decided,
        Moment published,
        @Nullable PeerVitals lost) {

    /** What is known at publication; more is to come. */
    Map<String, Object> opened() {
        Map<String, Object> facts = known();
        facts.put("open", true);
        return facts;
    }

    /** What is known at publication. */
    Map<String, Object> known() {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (symptom != null) {
            facts.put("first_symptom_at", symptom.at().wall());
            facts.put("evidence", symptom.evidence());
            facts.put("detect_ms", millis(symptom.at().nanos(), decided.nanos()));
        }
        facts.put("publish_ms", millis(decided.nanos(), published.nanos()));
        return facts;
    }

    /** What is known when things have settled; counts are of the peer that lost the routes, since it last answered a probe. */
    Map<String, Object> closed(FirstAnswer firstAnswer) {
        Map<String, Object> facts = known();
        if (firstAnswer.isAnswered()) {
            facts.put("first_good_answer_ms", millis(published.nanos(), firstAnswer.answeredNanos()));
        }
        if (lost != null && symptom != null) {
            Tally cost = Tally.of(lost).since(symptom.before());
            facts.put("rescued", cost.rescued());
            facts.put("retried", cost.retried());
            facts.put("failed", cost.failed());
            facts.put("tunnels_closed", cost.tunnelsClosed());
        }
        return facts;
    }

    private static double millis(long from, long to) {
        return Math.round(Math.max(0, to - from) / 1e4) / 100.0;
    }
}
