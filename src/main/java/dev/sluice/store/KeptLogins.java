package dev.sluice.store;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Logins;
import dev.sluice.core.port.Session;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operator's password and sessions in Postgres. */
final class KeptLogins implements Logins {
    private static final String PASSWORD = "INSERT INTO operator_password (id, hash, changed_at) VALUES (1, $1, now())"
            + " ON CONFLICT (id) DO UPDATE SET hash = EXCLUDED.hash, changed_at = EXCLUDED.changed_at";
    private static final String BEGIN = "INSERT INTO session (sha256, started_at, last_seen_at, address)"
            + " VALUES ($1, $2, $3, $4) ON CONFLICT (sha256) DO NOTHING";
    private static final String SEEN = "UPDATE session SET last_seen_at = greatest(last_seen_at, seen.at)"
            + " FROM unnest($1::text[], $2::timestamptz[]) AS seen (sha256, at) WHERE session.sha256 = seen.sha256";
    private static final String OVER = "DELETE FROM session WHERE started_at < $1 OR last_seen_at < $2";

    private final Lane reads;
    private final String frontDoor;

    KeptLogins(Lane reads, String frontDoor) {
        this.reads = reads;
        this.frontDoor = frontDoor;
    }

    @Override
    public CompletionStage<Kept> load() {
        return run(connection -> connection
                .query("SELECT hash FROM operator_password")
                .execute()
                .compose(hashes -> connection
                        .query("SELECT sha256, started_at, last_seen_at, address FROM session")
                        .execute()
                        .map(rows -> {
                            List<Session> sessions = new ArrayList<>(rows.size());
                            rows.forEach(row -> sessions.add(read(row)));
                            String hash = hashes.size() == 0
                                    ? null
                                    : hashes.iterator().next().getString("hash");
                            return new Kept(hash, sessions);
                        })));
    }

    private static Session read(Row row) {
        return new Session(
                row.getString("sha256"),
                Values.instant(row, "started_at"),
                Values.instant(row, "last_seen_at"),
                row.getString("address"));
    }

    @Override
    public CompletionStage<Void> password(String hash, @Nullable String but, Event told) {
        return writing(told, open -> open.preparedQuery(PASSWORD)
                .execute(Tuple.of(hash))
                .compose(set -> open.preparedQuery("DELETE FROM session WHERE sha256 IS DISTINCT FROM $1")
                        .execute(Tuple.tuple().addString(but))));
    }

    @Override
    public CompletionStage<Void> begin(Session session, Event told) {
        Tuple row = Tuple.of(
                session.sha256(),
                Values.timeOrNull(session.startedAt()),
                Values.timeOrNull(session.lastSeenAt()),
                session.address());
        return writing(told, open -> open.preparedQuery(BEGIN).execute(row));
    }

    @Override
    public CompletionStage<Void> end(String sha256, Event told) {
        return writing(told, open -> open.preparedQuery("DELETE FROM session WHERE sha256 = $1")
                .execute(Tuple.of(sha256)));
    }

    @Override
    public CompletionStage<Void> seen(Map<String, Instant> at, Instant startedBefore, Instant seenBefore) {
        List<String> names = List.copyOf(at.keySet());
        Tuple known = Tuple.tuple()
                .addValue(names.toArray(String[]::new))
                .addValue(names.stream().map(at::get).map(Values::timeOrNull).toArray(OffsetDateTime[]::new));
        Tuple limits = Tuple.of(Values.timeOrNull(startedBefore), Values.timeOrNull(seenBefore));
        return run(connection -> (names.isEmpty()
                        ? Future.succeededFuture()
                        : connection.preparedQuery(SEEN).execute(known))
                .compose(seen -> connection.preparedQuery(OVER).execute(limits))
                .mapEmpty());
    }

    /** The work and its event, or neither. */
    private CompletionStage<Void> writing(Event told, Function<PgConnection, Future<?>> work) {
        return run(connection -> Transactions.in(Transactions.WRITE, connection, open -> work.apply(open)
                .compose(done -> EventTable.write(open, List.of(told), frontDoor))));
    }

    private <T> CompletionStage<T> run(Function<PgConnection, Future<T>> work) {
        return reads.run(work)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }
}
