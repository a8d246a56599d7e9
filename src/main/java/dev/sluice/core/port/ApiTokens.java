package dev.sluice.core.port;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The tokens that open the admin API. Any thread. */
public interface ApiTokens {

    /** All that are valid. Fails with {@link StoreAwayException}. */
    CompletionStage<List<ApiToken>> all();

    /** Keeps a new one. Fails with {@link StoreAwayException}. */
    CompletionStage<ApiToken> add(String name, byte[] sha256, Set<String> scopes);
}
