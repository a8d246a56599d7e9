package dev.sluice.store;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.NewApiToken;
import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The tokens of the admin API in Postgres. */
final class KeptTokens implements ApiTokens {
    private static final String COLUMNS = "id, name, sha256, scopes, created_at, expires_at, last_used_at";
    private static final String ADD =
            "INSERT INTO api_token (name, sha256, scopes, expires_at) VALUES ($1, $2, $3, $4)";
    private static final String BRING_BACK = "INSERT INTO api_token (name, sha256, scopes, expires_at, created_at)"
            + " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sha256) DO UPDATE"
            + " SET name = EXCLUDED.name, scopes = EXCLUDED.scopes, expires_at = EXCLUDED.expires_at";
    private static final String USED = "UPDATE api_token SET last_used_at = greatest(last_used_at, used.at)"
            + " FROM unnest($1::bigint[], $2::timestamptz[]) AS used (id, at) WHERE api_token.id = used.id";

    /** Two that are added at the same time must not both find their name free. */
    private static final String WRITE = Transactions.WRITE + "; LOCK TABLE api_token IN SHARE ROW EXCLUSIVE MODE";

    private final Lane reads;
    private final String frontDoor;

    KeptTokens(Lane reads, String frontDoor) {
        this.reads = reads;
        this.frontDoor = frontDoor;
    }

    @Override
    public CompletionStage<List<ApiToken>> all() {
        return run(KeptTokens::all);
    }

    static Future<List<ApiToken>> all(PgConnection connection) {
        return connection
                .preparedQuery("SELECT " + COLUMNS + " FROM api_token ORDER BY id")
                .execute()
                .map(rows -> {
                    List<ApiToken> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(read(row)));
                    return found;
                });
    }

    @Override
    public CompletionStage<ApiToken> add(NewApiToken token, Event told) {
        return run(connection -> Transactions.in(WRITE, connection, open -> open.preparedQuery(
                        "SELECT id FROM api_token WHERE lower(name) = lower($1)")
                .execute(Tuple.of(token.name()))
                .compose(same -> same.size() > 0
                        ? Future.failedFuture(taken(token.name()))
                        : open.preparedQuery(ADD + " RETURNING " + COLUMNS).execute(tuple(token)))
                .compose(rows -> EventTable.write(open, List.of(told), frontDoor)
                        .map(written -> read(rows.iterator().next())))));
    }

    private static Rejection taken(String name) {
        return new Rejection(
                RejectionCode.NAME_TAKEN,
                "Another token is named " + Problems.show(name),
                List.of(new Problem("name", Problems.show(name), "a name that no other token has")));
    }

    @Override
    public CompletionStage<Boolean> remove(long id, Event told) {
        return run(connection -> Transactions.in(WRITE, connection, open -> open.preparedQuery(
                        "DELETE FROM api_token WHERE id = $1")
                .execute(Tuple.of(id))
                .compose(gone -> gone.rowCount() == 0
                        ? Future.succeededFuture(false)
                        : EventTable.write(open, List.of(told), frontDoor).map(true))));
    }

    @Override
    public CompletionStage<Void> used(Map<Long, Instant> at) {
        List<Long> ids = List.copyOf(at.keySet());
        Tuple known = Tuple.tuple()
                .addValue(ids.toArray(Long[]::new))
                .addValue(ids.stream().map(at::get).map(Values::timeOrNull).toArray(OffsetDateTime[]::new));
        return run(connection -> connection.preparedQuery(USED).execute(known).mapEmpty());
    }

    /** One out of a backup; if it is there already, it is as the backup says from now on. */
    static Future<Void> bringBack(PgConnection connection, ApiToken kept) {
        NewApiToken token = new NewApiToken(kept.name(), kept.sha256(), kept.scopes(), kept.expiresAt());
        Tuple values = tuple(token).addValue(Values.timeOrNull(kept.createdAt()));
        return connection.preparedQuery(BRING_BACK).execute(values).mapEmpty();
    }

    private static Tuple tuple(NewApiToken token) {
        return Tuple.of(
                token.name(),
                Buffer.buffer(token.sha256()),
                token.scopes().toArray(String[]::new),
                Values.timeOrNull(token.expiresAt()));
    }

    private static ApiToken read(Row row) {
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                row.getBuffer("sha256").getBytes(),
                Set.of(row.getArrayOfStrings("scopes")),
                Values.instant(row, "created_at"),
                Values.instantOrNull(row, "expires_at"),
                Values.instantOrNull(row, "last_used_at"));
    }

    private <T> CompletionStage<T> run(Function<PgConnection, Future<T>> work) {
        return reads.run(work)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }
}
