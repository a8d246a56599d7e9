package dev.sluice.tls.acme;

import dev.sluice.core.acme.RetryPace;
import dev.sluice.core.acme.Wish;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.AcmeRecords;
import dev.sluice.core.port.AcmeRecords.Refused;
import dev.sluice.core.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names that were refused, and when each may be tried again. They outlive the process: an authority counts on. One thread,
 * but for what waits for the database.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int LONGEST_REASON = 500;

    private final AcmeRecords records;
    private final Clock clock;
    private final Consumer<Event> events;
    private volatile Map<String, Refused> refused = Map.of();

    Refusals(AcmeRecords records, Clock clock, Consumer<Event> events) {
        this.records = records;
        this.clock = clock;
        this.events = events;
    }

    /** Reads them anew: another front door may have tried meanwhile. */
    CompletionStage<Void> read() {
        return records.refused().thenAccept(all -> {
            Map<String, Refused> next = new HashMap<>();
            all.forEach(each -> next.put(each.name(), each));
            refused = next;
        });
    }

    boolean mayTry(String name, Instant now) {
        Refused last = refused.get(name);
        return last == null || !now.isBefore(last.nextTryAt());
    }

    /** Nobody wants the others any more. */
    void forgetAllBut(List<Wish> wishes) {
        Set<String> wanted = wishes.stream().map(Wish::name).collect(Collectors.toSet());
        List.copyOf(refused.keySet()).stream()
                .filter(name -> !wanted.contains(name))
                .forEach(this::obtained);
    }

    void obtained(String name) {
        if (refused.containsKey(name)) {
            keep(name, null);
            records.forget(name).exceptionally(away -> null); // it is wished for no more
        }
    }

    /** It was refused, or something else came between: it waits, and the operator is told. */
    void add(String name, Throwable cause) {
        Throwable failure = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        Refused last = refused.get(name);
        Instant now = clock.wall();
        int failures = last == null ? 1 : last.failures() + 1;
        Instant since = last == null ? now : last.since();
        Instant ours = now.plus(pace(failures, failure));
        Instant theirs = failure instanceof AcmeFailure told ? told.notBefore() : null;
        Instant nextTry = theirs != null && theirs.isAfter(ours) ? theirs : ours;
        Refused next = new Refused(name, failures, since, now, nextTry, sentence(name, failure));
        keep(name, next);
        records.refused(next).exceptionally(away -> null);
        tell(next);
    }

    private void keep(String name, @Nullable Refused last) {
        Map<String, Refused> next = new HashMap<>(refused);
        if (last == null) {
            next.remove(name);
        } else {
            next.put(name, last);
        }
        refused = next;
    }

    private static Duration pace(int failures, Throwable failure) {
        boolean passing = failure instanceof AcmeFailure told && told.isPassing();
        return passing ? RetryPace.whileAway(failures) : RetryPace.after(failures);
    }

    private static String sentence(String name, Throwable failure) {
        String said = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        String whole = said.startsWith(name) ? said : name + ": " + said;
        return whole.length() <= LONGEST_REASON ? whole : whole.substring(0, LONGEST_REASON) + "...";
    }

    private void tell(Refused last) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", last.name());
        details.put("failures", last.failures());
        details.put("failure", last.failure());
        details.put("next_try_at", last.nextTryAt());
        String message = "No certificate for " + last.failure() + "; the next try is at " + last.nextTryAt();
        LOG.warn("{}", message);
        events.accept(Event.of(EventName.CERTIFICATE_FAILED, last.failedAt(), Event.WATCHDOG, message, details));
    }
}
