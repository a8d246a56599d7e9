package dev.sluice.tls.own;

import dev.sluice.core.acme.Wish;
import dev.sluice.core.acme.Wishes;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.CertificateFile;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own authority for private names: signs what certificates are wished for, a bounded number at a time. Several front doors
 * of a database may do so at once; the first one's counts. Whatever fails is told, and tried again later. One thread.
 */
public final class OwnAuthority {

    private static final Logger LOG = LoggerFactory.getLogger(OwnAuthority.class);

    private static final int MOST_AT_ONCE = 100;
    /** While the desired state stays the same, only time makes new wishes. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    /** Nobody counts tries here but us. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final boolean https;
    private final Signing signing;
    private final Certificates certificates;
    private final Clock clock;
    private final Executor loop;
    private final Consumer<Event> events;

    private boolean busy;
    private @Nullable String issuer;
    private @Nullable Desired seen;
    private Instant lookAgainAt = Instant.MIN;
    /** What was signed last is in the state of this revision; one before it still wishes for it. */
    private long keptBy;

    private boolean isFull;
    private int failures;
    private Instant nextTryAt = Instant.MIN;
    private String told = "";

    /**
     * An authority that does nothing until it is told to {@link #look}.
     *
     * @param https whether there is a listener for HTTPS
     * @param worker where keys are made and certificates signed
     * @param loop one thread; on it {@link #look} is called, and answers come back to it
     * @param events takes what is to be told of failures
     */
    public OwnAuthority(
            boolean https,
            RootKey root,
            Certificates certificates,
            ControlPlane control,
            Executor worker,
            Clock clock,
            Executor loop,
            Consumer<Event> events) {
        this.https = https;
        this.signing = new Signing(root, certificates, control, worker, clock);
        this.certificates = certificates;
        this.clock = clock;
        this.loop = loop;
        this.events = events;
    }

    /** Begins what is to be signed for this state. Quick; to be called again and again, at least every few seconds. */
    public void look(Desired desired) {
        Instant now = clock.wall();
        if (busy || now.isBefore(nextTryAt) || desired.revision() < keptBy) {
            return;
        }
        if (desired == seen && now.isBefore(lookAgainAt)) {
            return;
        }
        seen = desired;
        lookAgainAt = now.plus(LOOK_AGAIN);
        List<Wish> wishes = Wishes.ofOwn(desired, https, files(), now, issuer);
        long own = own(desired);
        warnIfFull(own);
        if (issuer == null && (!wishes.isEmpty() || own > 0)) {
            learnIssuer(wishes, desired);
        } else if (!wishes.isEmpty()) {
            sign(wishes.subList(0, Math.min(wishes.size(), MOST_AT_ONCE)), wishes);
        }
    }

    /** Before the first is signed: an earlier root may have signed those that there are. */
    private void learnIssuer(List<Wish> wishes, Desired desired) {
        busy = true;
        signing.issuer()
                .whenCompleteAsync(
                        (name, failure) -> {
                            ended(wishes, failure);
                            issuer = name;
                            if (failure == null) {
                                look(desired);
                            }
                        },
                        loop);
    }

    private void sign(List<Wish> some, List<Wish> all) {
        busy = true;
        signing.sign(some)
                .whenCompleteAsync(
                        (done, failure) -> {
                            ended(all, failure);
                            if (failure == null) {
                                issuer = done.issuer();
                                keptBy = done.revision();
                            }
                        },
                        loop);
    }

    private void ended(List<Wish> wishes, @Nullable Throwable failure) {
        busy = false;
        seen = null; // there may be more, or it is tried again
        if (failure == null) {
            failures = 0;
            nextTryAt = Instant.MIN;
            told = "";
            return;
        }
        failures++;
        Instant now = clock.wall();
        nextTryAt = now.plus(TRY_AGAIN);
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof StoreAwayException)) { // that the database is away is told by others
            tell(wishes, Objects.requireNonNullElse(cause.getMessage(), cause.toString()), now);
        }
    }

    /** Once for each reason, as long as it stays the same. */
    private void tell(List<Wish> wishes, String reason, Instant now) {
        if (reason.equals(told) || wishes.isEmpty()) {
            return;
        }
        told = reason;
        String name = wishes.get(0).name();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", name);
        details.put("failures", failures);
        details.put("failure", reason);
        details.put("next_try_at", nextTryAt);
        int more = wishes.size() - 1;
        String message = "No certificate of our own for " + name + (more == 0 ? "" : " and " + more + " more") + ": "
                + reason + "; the next try is at " + nextTryAt;
        LOG.warn("{}", message);
        events.accept(Event.of(EventName.CERTIFICATE_FAILED, now, Event.WATCHDOG, message, details));
    }

    private static long own(Desired desired) {
        return desired.certificates().values().stream()
                .filter(each -> each.source() == CertificateSource.OWN)
                .count();
    }

    private void warnIfFull(long own) {
        boolean full = own >= Wishes.MOST_OWN;
        if (full && !isFull) {
            LOG.warn("There are {} certificates of our own, the most that there may be: further names get none", own);
        }
        isFull = full;
    }

    private List<CertificateFacts> files() {
        return certificates.files().stream().map(CertificateFile::facts).toList();
    }
}
