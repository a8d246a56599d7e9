package dev.sluice.core.expiry;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.CertificateFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tells of certificates whose end comes near, once per certificate and stage: of one that is further than that when it is first
 * seen, its present stage only. One thread.
 */
public final class ExpiryNotices {

    private static final int NAMES_TOLD = 3;

    private final Map<String, ExpiryStage> told = new HashMap<>();

    /**
     * What is to be told now. An event's uid comes from its certificate and stage, so that the activity log has it once, however
     * often it is told: by another process, or by another front door on the same database.
     *
     * @param shown those that clients are shown; others are forgotten
     */
    public List<Event> due(Collection<WatchedCertificate> shown, Instant now) {
        List<Event> due = new ArrayList<>();
        Map<String, ExpiryStage> next = new HashMap<>();
        for (WatchedCertificate certificate : shown) {
            String fingerprint = certificate.facts().fingerprint();
            ExpiryStage before = next.getOrDefault(fingerprint, told.get(fingerprint));
            ExpiryStage stage = ExpiryStage.of(certificate.facts(), now);
            if (stage != null && (before == null || stage.compareTo(before) > 0)) {
                due.add(event(certificate, stage, now));
                before = stage;
            }
            if (before != null) {
                next.put(fingerprint, before); // the clock may go back, what was told was told
            }
        }
        told.clear();
        told.putAll(next);
        return due;
    }

    private static Event event(WatchedCertificate certificate, ExpiryStage stage, Instant now) {
        CertificateFacts facts = certificate.facts();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(certificate.detail(), certificate.which());
        details.put("names", facts.names());
        details.put("not_after", facts.notAfter());
        details.put("days", stage.days());
        details.put("fingerprint", facts.fingerprint());
        String uid = UUID.nameUUIDFromBytes(
                        ("expiry " + stage + " " + facts.fingerprint()).getBytes(StandardCharsets.UTF_8))
                .toString();
        EventName name = stage == ExpiryStage.OVER ? EventName.CERTIFICATE_EXPIRED : EventName.CERTIFICATE_EXPIRING;
        return new Event(uid, name, now, message(certificate, stage), Event.WATCHDOG, details);
    }

    /** The same whenever it is told, as the event of that uid is. */
    private static String message(WatchedCertificate certificate, ExpiryStage stage) {
        CertificateFacts facts = certificate.facts();
        String title = certificate.title() + " for " + names(facts.names());
        return stage == ExpiryStage.OVER
                ? title + " expired on " + facts.notAfter() + " and is still shown: clients refuse it"
                : title + " expires within " + (stage.days() == 1 ? "a day" : stage.days() + " days") + ", on "
                        + facts.notAfter();
    }

    private static String names(List<String> names) {
        int more = names.size() - NAMES_TOLD;
        return more <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_TOLD)) + " and " + more + " more";
    }
}
