package dev.sluice.store;

import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.AcmeRecords;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is kept of certificates that are being obtained, in Postgres, which alone says whose turn it is. */
final class KeptAcme implements AcmeRecords {

    private static final String TAKE = "INSERT INTO acme_turn (id, front_door, until)"
            + " VALUES (1, $1, now() + interval '" + TURN.toSeconds() + " s') ON CONFLICT (id) DO UPDATE"
            + " SET front_door = EXCLUDED.front_door, until = EXCLUDED.until"
            + " WHERE acme_turn.front_door = $1 OR acme_turn.until < now()";
    private static final String ACCOUNT = "SELECT key_secret, key_box FROM acme_account WHERE directory = $1";
    private static final String KEEP_ACCOUNT = "INSERT INTO acme_account (directory, key_secret, key_box)"
            + " VALUES ($1, $2, $3) ON CONFLICT (directory) DO NOTHING";
    private static final String REFUSED =
            "SELECT name, failures, since, failed_at, next_try_at, failure FROM acme_refused ORDER BY name";
    private static final String REFUSE =
            "INSERT INTO acme_refused (name, failures, since, failed_at, next_try_at, failure)"
                    + " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO UPDATE SET failures = EXCLUDED.failures,"
                    + " since = EXCLUDED.since, failed_at = EXCLUDED.failed_at, next_try_at = EXCLUDED.next_try_at, failure = EXCLUDED.failure";
    private static final String FORGET = "DELETE FROM acme_refused WHERE name = $1";
    private static final String KEEP_CHALLENGE = "WITH old AS (DELETE FROM acme_challenge WHERE expires_at < now())"
            + " INSERT INTO acme_challenge (token, answer, expires_at)"
            + " VALUES ($1, $2, now() + $3::bigint * interval '1 millisecond')"
            + " ON CONFLICT (token) DO UPDATE SET answer = EXCLUDED.answer, expires_at = EXCLUDED.expires_at";
    private static final String CHALLENGE = "SELECT answer FROM acme_challenge WHERE token = $1 AND expires_at > now()";
    private static final String FORGET_CHALLENGE = "DELETE FROM acme_challenge WHERE token = $1";

    private final Lane lane;
    private final String frontDoor;

    /** Those that this front door obtains. */
    KeptAcme(Lane lane, String frontDoor) {
        this.lane = lane;
        this.frontDoor = frontDoor;
    }

    @Override
    public CompletionStage<Boolean> takeTurn() {
        return run(connection ->
                connection.preparedQuery(TAKE).execute(Tuple.of(frontDoor)).map(taken -> taken.rowCount() == 1));
    }

    @Override
    public CompletionStage<@Nullable SealedKey> account(String directory) {
        return run(connection -> account(connection, directory));
    }

    private static Future<@Nullable SealedKey> account(PgConnection connection, String directory) {
        return connection
                .preparedQuery(ACCOUNT)
                .execute(Tuple.of(directory))
                .map(rows -> first(rows, row -> new SealedKey(row.getString("key_secret"), row.getString("key_box"))));
    }

    @Override
    public CompletionStage<SealedKey> keepAccount(String directory, SealedKey key) {
        return run(connection -> connection
                .preparedQuery(KEEP_ACCOUNT)
                .execute(Tuple.of(directory, key.secret(), key.box()))
                .compose(kept -> account(connection, directory))
                .map(kept -> kept == null ? key : kept));
    }

    @Override
    public CompletionStage<List<Refused>> refused() {
        return run(connection -> connection.preparedQuery(REFUSED).execute().map(rows -> {
            List<Refused> all = new ArrayList<>(rows.size());
            rows.forEach(row -> all.add(new Refused(
                    row.getString("name"),
                    row.getInteger("failures"),
                    Values.instant(row, "since"),
                    Values.instant(row, "failed_at"),
                    Values.instant(row, "next_try_at"),
                    row.getString("failure"))));
            return all;
        }));
    }

    @Override
    public CompletionStage<Void> refused(Refused name) {
        return execute(
                REFUSE,
                Tuple.of(
                        name.name(),
                        name.failures(),
                        Values.timeOrNull(name.since()),
                        Values.timeOrNull(name.failedAt()),
                        Values.timeOrNull(name.nextTryAt()),
                        name.failure()));
    }

    @Override
    public CompletionStage<Void> forget(String name) {
        return execute(FORGET, Tuple.of(name));
    }

    @Override
    public CompletionStage<Void> keepChallenge(String token, String answer, Duration life) {
        return execute(KEEP_CHALLENGE, Tuple.of(token, answer, life.toMillis()));
    }

    @Override
    public CompletionStage<@Nullable String> challenge(String token) {
        return run(connection -> connection
                .preparedQuery(CHALLENGE)
                .execute(Tuple.of(token))
                .map(rows -> first(rows, row -> row.getString("answer"))));
    }

    @Override
    public CompletionStage<Void> forgetChallenge(String token) {
        return execute(FORGET_CHALLENGE, Tuple.of(token));
    }

    private static <T> @Nullable T first(RowSet<Row> rows, Function<Row, T> read) {
        return rows.size() == 0 ? null : read.apply(rows.iterator().next());
    }

    private CompletionStage<Void> execute(String statement, Tuple values) {
        return run(connection ->
                connection.preparedQuery(statement).execute(values).mapEmpty());
    }

    private <T extends @Nullable Object> CompletionStage<T> run(Function<PgConnection, Future<T>> work) {
        return lane.run(work)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }
}
