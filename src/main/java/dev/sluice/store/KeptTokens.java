package dev.sluice.store;

import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The tokens of the admin API in Postgres. */
final class KeptTokens implements ApiTokens {
    private static final String ADD = "INSERT INTO api_token (name, sha256, scopes) VALUES ($1, $2, $3)"
            + " ON CONFLICT (sha256) DO UPDATE SET name = EXCLUDED.name, scopes = EXCLUDED.scopes"
            + " RETURNING id, name, sha256, scopes";

    private final Lane reads;

    KeptTokens(Lane reads) {
        this.reads = reads;
    }

    @Override
    public CompletionStage<List<ApiToken>> all() {
        return reads.run(KeptTokens::all)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }

    static Future<List<ApiToken>> all(PgConnection connection) {
        return connection
                .preparedQuery("SELECT id, name, sha256, scopes FROM api_token ORDER BY id")
                .execute()
                .map(rows -> {
                    List<ApiToken> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(read(row)));
                    return found;
                });
    }

    @Override
    public CompletionStage<ApiToken> add(String name, byte[] sha256, Set<String> scopes) {
        return reads.run(connection -> add(connection, name, sha256, scopes))
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }

    static Future<ApiToken> add(PgConnection connection, String name, byte[] sha256, Set<String> scopes) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(name, Buffer.buffer(sha256), scopes.toArray(String[]::new)))
                .map(rows -> read(rows.iterator().next()));
    }

    private static ApiToken read(Row row) {
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                row.getBuffer("sha256").getBytes(),
                Set.of(row.getArrayOfStrings("scopes")));
    }
}
