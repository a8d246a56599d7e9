package dev.sluice.tls.acme;

import dev.sluice.core.acme.Wish;
import dev.sluice.core.acme.Wishes;
import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.AcmeRecords;
import dev.sluice.core.port.AcmeRecords.Refused;
import dev.sluice.core.port.CertificateFile;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.SecretSeal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Obtains what certificates are wished for, of several front doors on one database in one of them at a time, and answers what
 * the authority asks meanwhile. Whatever fails is told, and tried again later; what is there goes on being shown.
 */
public final class AcmeRoom implements AutoCloseable {

    private static final int MOST_AT_ONCE = 3;
    private static final long ASKING = Long.MAX_VALUE;
    /** While the desired state stays the same, only time makes new wishes. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final CompletionStage<Boolean> NOT_OURS = CompletableFuture.completedStage(false);

    private final AcmeRecords records;
    private final Certificates certificates;
    private final Clock clock;
    private final Executor loop;
    private final Workers workers = new Workers(MOST_AT_ONCE + 1); // one for a suggestion
    private final SharedChallenges challenges;
    private final AccountKey account;
    private final Obtaining obtaining;
    private final Refusals refusals;
    private final Suggestions suggestions;
    /** By name: the revision that keeps what was obtained, for which the state that we are told may still have to come. */
    private final Map<String, Long> underWay = new HashMap<>();

    private boolean takingTurn;
    private @Nullable Desired seen;
    private Instant lookAgainAt = Instant.MIN;
    private volatile List<Wish> wishes = List.of();

    /**
     * A room that does nothing until it is told to {@link #look}.
     *
     * @param certificates examines and seals what was obtained
     * @param loop one thread; on it {@link #look} is called, and answers come back to it
     * @param events takes what is to be told of failures
     */
    public AcmeRoom(
            AcmeOptions options,
            AcmeRecords records,
            SecretSeal seal,
            Certificates certificates,
            ControlPlane control,
            Clock clock,
            Executor loop,
            Consumer<Event> events) {
        this.records = records;
        this.certificates = certificates;
        this.clock = clock;
        this.loop = loop;
        this.challenges = new SharedChallenges(records);
        this.account = new AccountKey(options, records, seal);
        AcmeClient client = new AcmeClient(options, challenges);
        this.obtaining = new Obtaining(client, account, workers, certificates, control);
        this.refusals = new Refusals(records, clock, events);
        this.suggestions = new Suggestions(client, workers);
    }

    /** What an authority that asks for this token is to be answered; null if it is none of ours. Any thread; never fails. */
    public CompletionStage<@Nullable String> answer(String token) {
        return challenges.answer(token);
    }

    /**
     * The names for which a certificate is still wished but was refused, by whichever front door it was tried, in the order of
     * the alphabet. Any thread; fails with a {@link dev.sluice.core.port.StoreAwayException}.
     */
    public CompletionStage<List<Refused>> refused() {
        Set<String> wanted = wishes.stream().map(Wish::name).collect(Collectors.toSet());
        return records.refused().thenApply(all -> all.stream()
                .filter(each -> wanted.contains(each.name()))
                .toList());
    }

    /** Begins what is to be obtained for this state. Quick; to be called again and again, at least every few seconds. */
    public void look(Desired desired) {
        Instant now = clock.wall();
        if (underWay.values().removeIf(revision -> revision <= desired.revision())) {
            seen = null; // what was wished for is there
        }
        if (desired != seen || !now.isBefore(lookAgainAt)) {
            seen = desired;
            lookAgainAt = now.plus(LOOK_AGAIN);
            wishes = Wishes.of(desired, files(), now, suggestions::of);
        }
        if (takingTurn || underWay.isEmpty() && wishes.stream().noneMatch(wish -> refusals.mayTry(wish.name(), now))) {
            suggestions.ask(obtained(desired), now, account::read, loop);
            return;
        }
        takingTurn = true;
        records.takeTurn()
                .thenCompose(ours -> ours ? refusals.read().thenApply(read -> true) : NOT_OURS)
                .whenCompleteAsync(
                        (ours, away) -> {
                            takingTurn = false;
                            if (away == null && ours) {
                                refusals.forgetAllBut(wishes);
                                begin(now);
                            }
                        },
                        loop);
    }

    private void begin(Instant now) {
        for (Wish wish : wishes) {
            if (underWay.size() < MOST_AT_ONCE
                    && refusals.mayTry(wish.name(), now)
                    && underWay.putIfAbsent(wish.name(), ASKING) == null) {
                obtaining
                        .obtain(wish)
                        .whenCompleteAsync(
                                (revision, failure) -> {
                                    if (failure == null) {
                                        underWay.put(wish.name(), revision);
                                        refusals.obtained(wish.name());
                                    } else {
                                        underWay.remove(wish.name());
                                        refusals.add(wish.name(), failure);
                                    }
                                },
                                loop);
            }
        }
    }

    private List<CertificateFacts> files() {
        return certificates.files().stream().map(CertificateFile::facts).toList();
    }

    private static List<Certificate> obtained(Desired desired) {
        return desired.certificates().values().stream()
                .filter(each -> each.source() == CertificateSource.ACME)
                .toList();
    }

    /** Interrupts what is under way; the next process begins it anew. */
    @Override
    public void close() {
        workers.close();
    }
}
