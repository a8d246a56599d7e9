package dev.sluice.admin.http;

import dev.sluice.admin.auth.ReadOrder;
import dev.sluice.core.model.TokenText;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.Clock;
import dev.sluice.core.rule.TokenRules;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final TokenUses uses;
    private final ReadOrder reads = new ReadOrder();
    private List<ApiToken> known = List.of();
    private @Nullable Future<Void> catchingUp;
    private long readNanos;
    private boolean read;

    /**
     * A book that was not read yet.
     *
     * @param fixed the token of SLUICE_ADMIN_TOKEN, null if there is none
     */
    public TokenBook(ApiTokens store, @Nullable String fixed, Clock clock, Context loop) {
        this.store = store;
        this.fixed = fixed == null ? null : fixed(fixed);
        this.clock = clock;
        this.loop = loop;
        this.uses = new TokenUses(store, loop);
    }

    private static ApiToken fixed(String value) {
        byte[] sha256 = TokenText.sha256(value);
        return new ApiToken(0, TokenRules.FIXED, sha256, Set.of("admin"), Instant.EPOCH, null, null);
    }

    /** Reads the tokens again; a failure leaves the known ones. */
    public Future<Void> refresh() {
        long mine = reads.begin();
        return Future.fromCompletionStage(store.all(), loop)
                .onFailure(away -> LOG.debug("tokens not read: {}", away.getMessage()))
                .compose(all -> {
                    if (reads.counts(mine)) {
                        read(all);
                    }
                    return reads.isOutdated(mine) ? refresh() : Future.<Void>succeededFuture();
                })
                .otherwiseEmpty();
    }

    private void read(List<ApiToken> all) {
        known = List.copyOf(all);
        uses.keepOnly(known.stream().map(ApiToken::id).collect(Collectors.toSet()));
        readNanos = clock.nanos();
        read = true;
    }

    /** Reads again, unless that is under way: a flood of strangers is one question to the database at a time. */
    Future<Void> catchUp() {
        Future<Void> reading = catchingUp;
        if (reading == null || reading.isComplete()) {
            reading = refresh();
            catchingUp = reading;
        }
        return reading;
    }

    /** Whether what is known may lack a token that was made a moment ago. */
    boolean isStale() {
        return !read || clock.nanos() - readNanos > FRESH.toNanos();
    }

    /** The token with that value that opens something now, or null. Takes the same time whichever it is, and if it is none. */
    @Nullable
    ApiToken find(String value) {
        byte[] hash = TokenText.sha256(value);
        Instant now = clock.wall();
        ApiToken found = null;
        for (ApiToken token : known) {
            if (MessageDigest.isEqual(hash, token.sha256()) && !token.isExpired(now)) {
                found = token;
            }
        }
        return fixed != null && MessageDigest.isEqual(hash, fixed.sha256()) ? fixed : found;
    }

    /** All that are kept, oldest first, expired ones too; the fixed one is not among them. */
    public List<ApiToken> all() {
        return known;
    }

    /** From now on it opens nothing, whatever the store says next. */
    public void forget(long id) {
        reads.changed();
        known = known.stream().filter(token -> token.id() != id).toList();
    }

    /** Whether there is a fixed token, which opens everything. */
    public boolean hasFixed() {
        return fixed != null;
    }

    void used(ApiToken token) {
        if (token != fixed) {
            uses.used(token.id(), clock.wall());
        }
    }

    /** When tokens were last used. */
    public TokenUses uses() {
        return uses;
    }

    /** When it was last used; null if it never was. */
    public @Nullable Instant lastUsed(ApiToken token) {
        return uses.last(token);
    }
}
