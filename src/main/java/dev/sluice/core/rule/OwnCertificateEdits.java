package dev.sluice.core.rule;

import dev.sluice.core.acme.Wish;
import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.NewCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps certificates that were signed here: many in one change, and of several front doors the first one's. */
public final class OwnCertificateEdits {

    /** What was signed for a wish. */
    public record Signed(Wish wish, NewCertificate certificate) {}

    private OwnCertificateEdits() {}

    /**
     * Keeps those whose wish is still open; where another front door was quicker, its certificate stays. Forgets those of our
     * own that have ended: their names are no route's any more, or the operator brought something better.
     */
    public static Edit keep(List<Signed> signed, Command command) {
        return new Edit() {
            @Override
            public Edited apply(Desired current, EditContext context) {
                return kept(signed, command, current, context);
            }

            @Override
            public List<Kind> creates(Desired current) {
                return Collections.nCopies(signed.size(), Kind.CERTIFICATE);
            }
        };
    }

    private static Edited kept(List<Signed> signed, Command command, Desired current, EditContext context) {
        Map<String, List<Long>> own = own(current);
        Map<Long, Certificate> after = new TreeMap<>(current.certificates());
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < signed.size(); i++) {
            Wish wish = signed.get(i).wish();
            List<Long> there = own.getOrDefault(wish.name(), List.of());
            List<Long> seen = wish.followed() == null
                    ? List.of()
                    : List.of(wish.followed().id());
            if (seen.containsAll(there)) {
                NewCertificate made = signed.get(i).certificate();
                Certificate certificate = new Certificate(
                        context.ids().get(i),
                        CertificateSource.OWN,
                        made.facts(),
                        made.chain(),
                        made.key(),
                        context.created());
                there.forEach(after::remove);
                after.put(certificate.id(), certificate);
                events.add(CertificateEdits.obtained(certificate, there, context, command));
            }
        }
        if (!events.isEmpty()) {
            after.values().removeIf(each -> hasEnded(each, context.now()));
        }
        return new Edited(events.isEmpty() ? current : current.withCertificates(after), events, 0);
    }

    private static Map<String, List<Long>> own(Desired desired) {
        return desired.certificates().values().stream()
                .filter(each -> each.source() == CertificateSource.OWN)
                .collect(Collectors.groupingBy(
                        each -> each.facts().names().get(0), Collectors.mapping(Certificate::id, Collectors.toList())));
    }

    private static boolean hasEnded(Certificate certificate, Instant now) {
        return certificate.source() == CertificateSource.OWN
                && certificate.facts().notAfter().isBefore(now);
    }
}
