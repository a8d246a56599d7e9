package dev.sluice.tls.acme;

import dev.sluice.core.port.AcmeRecords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers to an authority's questions, here and in the database: the name may lead it to another front door. It may ask
 * several times, from several places.
 */
final class SharedChallenges implements Challenges {

    private static final Logger LOG = LoggerFactory.getLogger(SharedChallenges.class);
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final long WRITTEN_S = 5;
    /** Of RFC 8555 section 8: base64url, of any length; none is known that is longer. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    /** Anybody can ask for a token; the database is not theirs. */
    private static final int MOST_LOOKS = 8;

    private final AcmeRecords records;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Semaphore looks = new Semaphore(MOST_LOOKS);

    SharedChallenges(AcmeRecords records) {
        this.records = records;
    }

    @Override
    public void put(String token, String answer) {
        answers.put(token, answer);
        try {
            records.keepChallenge(token, answer, LIFE).toCompletableFuture().get(WRITTEN_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Other front doors cannot answer the authority: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void remove(String token) {
        answers.remove(token);
        records.forgetChallenge(token).exceptionally(away -> null); // it ends by itself
    }

    /** The answer to that token; null if it is none of ours. Any thread; never blocks, never fails. */
    CompletionStage<@Nullable String> answer(String token) {
        String answer = answers.get(token);
        if (answer != null || !TOKEN.matcher(token).matches() || !looks.tryAcquire()) {
            return CompletableFuture.completedFuture(answer);
        }
        return records.challenge(token).handle((kept, away) -> {
            looks.release();
            return away == null ? kept : null;
        });
    }
}
