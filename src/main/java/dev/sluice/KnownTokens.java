package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.NewApiToken;
import dev.sluice.store.state.TokenFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens of the database, or, after a start without it, those that were last seen: nobody is locked out by its absence. */
final class KnownTokens implements ApiTokens {

    private static final Logger LOG = LoggerFactory.getLogger(KnownTokens.class);

    private final Vertx vertx;
    private final ApiTokens tokens;
    private final TokenFile file;

    KnownTokens(Vertx vertx, ApiTokens tokens, TokenFile file) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.file = file;
    }

    @Override
    public CompletionStage<List<ApiToken>> all() {
        return Future.fromCompletionStage(tokens.all())
                .onSuccess(this::keep)
                .recover(away -> vertx.executeBlocking(file::read)
                        .onFailure(e -> LOG.warn("The tokens last seen cannot be read: {}", e.getMessage()))
                        .compose(known -> known.isEmpty() ? Future.failedFuture(away) : Future.succeededFuture(known)))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<ApiToken> add(NewApiToken token, Event told) {
        return tokens.add(token, told);
    }

    @Override
    public CompletionStage<Boolean> remove(long id, Event told) {
        return tokens.remove(id, told);
    }

    @Override
    public CompletionStage<Void> used(Map<Long, Instant> at) {
        return tokens.used(at);
    }

    private void keep(List<ApiToken> seen) {
        vertx.executeBlocking(() -> {
                    file.keep(seen);
                    return null;
                })
                .onFailure(e -> LOG.warn("The tokens cannot be kept on disk: {}", e.getMessage()));
    }
}
