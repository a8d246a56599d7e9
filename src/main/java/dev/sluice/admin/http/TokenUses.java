package dev.sluice.admin.http;

import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When tokens were last used: known here at once, told to the store now and then, all in one. One event loop. */
public final class TokenUses {

    private final ApiTokens store;
    private final Context loop;
    private final Map<Long, Instant> last = new HashMap<>();
    private final Set<Long> untold = new HashSet<>();

    TokenUses(ApiTokens store, Context loop) {
        this.store = store;
        this.loop = loop;
    }

    void used(long id, Instant now) {
        last.put(id, now);
        untold.add(id);
    }

    /** What is known, here or there; null if it was never used. */
    @Nullable
    Instant last(ApiToken token) {
        Instant here = last.get(token.id());
        Instant there = token.lastUsedAt();
        return here == null || (there != null && there.isAfter(here)) ? there : here;
    }

    /** Forgets all tokens but these. */
    void keepOnly(Set<Long> ids) {
        last.keySet().retainAll(ids);
        untold.retainAll(ids);
    }

    /** Tells the store; what it does not take is told the next time. */
    public Future<Void> tell() {
        if (untold.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<Long, Instant> telling = new HashMap<>(last);
        telling.keySet().retainAll(untold);
        untold.clear();
        return Future.fromCompletionStage(store.used(telling), loop)
                .onFailure(away -> untold.addAll(telling.keySet()))
                .otherwiseEmpty();
    }
}
