package dev.sluice.admin.http;

import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.Clock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens as last read, so that the API answers while the database is away. One event loop. */
public final class TokenBook {

    /** Shorter ones could be guessed. */
    public static final int SHORTEST_FIXED = 16;

    private static final Logger LOG = LoggerFactory.getLogger(TokenBook.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ApiTokens store;
    private final @Nullable ApiToken fixed;
    private final Clock clock;
    private final Context loop;
    private List<ApiToken> known = List.of();
    private long readNanos;
    private boolean read;

    /**
     * A book that was not read yet.
     *
     * @param fixed the token of SLUICE_ADMIN_TOKEN, null if there is none
     */
    public TokenBook(ApiTokens store, @Nullable String fixed, Clock clock, Context loop) {
        this.store = store;
        this.fixed = fixed == null ? null : new ApiToken(0, "SLUICE_ADMIN_TOKEN", sha256(fixed), Set.of("admin"));
        this.clock = clock;
        this.loop = loop;
    }

    /** Reads the tokens again; a failure leaves the known ones. */
    public Future<Void> refresh() {
        return Future.fromCompletionStage(store.all(), loop)
                .onSuccess(all -> {
                    known = List.copyOf(all);
                    readNanos = clock.nanos();
                    read = true;
                })
                .onFailure(away -> LOG.debug("tokens not read: {}", away.getMessage()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** Whether what is known may lack a token that was made a moment ago. */
    boolean isStale() {
        return !read || clock.nanos() - readNanos > FRESH.toNanos();
    }

    /** The token with that value, or null. Takes the same time whichever it is, and if it is none. */
    @Nullable
    ApiToken find(String value) {
        byte[] hash = sha256(value);
        ApiToken found = null;
        for (ApiToken token : known) {
            if (MessageDigest.isEqual(hash, token.sha256())) {
                found = token;
            }
        }
        return fixed != null && MessageDigest.isEqual(hash, fixed.sha256()) ? fixed : found;
    }

    private static byte[] sha256(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
