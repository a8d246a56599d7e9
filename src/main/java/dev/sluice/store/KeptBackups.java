package dev.sluice.store;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.OwnRoot;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.Backup;
import dev.sluice.core.port.Backups;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Backups of what Postgres has. */
final class KeptBackups implements Backups {
    private static final int MOST_EVENTS = 10_000;
    private static final String HISTORY = "SELECT " + EventTable.COLUMNS
            + " FROM event WHERE event = ANY($1) ORDER BY at DESC, id DESC LIMIT " + MOST_EVENTS;
    private static final String[] KNOWN_EVENTS =
            Arrays.stream(EventName.values()).map(EventName::wire).toArray(String[]::new);

    /** Never back: what has got an id since keeps it. */
    private static final String RESERVE = "SELECT setval(pg_get_serial_sequence($1, 'id'),"
            + " greatest($2::bigint, nextval(pg_get_serial_sequence($1, 'id'))))";

    private final Lane reads;

    KeptBackups(Lane reads) {
        this.reads = reads;
    }

    @Override
    public CompletionStage<String> take() {
        return run(connection -> Transactions.in(Transactions.READ, connection, KeptBackups::all)
                .map(backup -> BackupText.write(backup, Values.now())));
    }

    private static Future<Backup> all(PgConnection connection) {
        return DesiredRows.load(connection).compose(desired -> KeptTokens.all(connection)
                .compose(tokens -> KeptOwnRoots.read(connection).compose(root -> connection
                        .preparedQuery(HISTORY)
                        .execute(Tuple.tuple().addArrayOfString(KNOWN_EVENTS))
                        .map(rows -> {
                            List<ActivityLog.Stored> history = new ArrayList<>(rows.size());
                            rows.forEach(row -> history.add(EventTable.read(row)));
                            return new Backup(desired, tokens, history, root);
                        }))));
    }

    @Override
    public Backup read(String text) {
        return BackupText.read(text);
    }

    @Override
    public CompletionStage<Void> reserve(Backup backup) {
        Desired desired = backup.desired();
        return run(connection -> reserve(connection, "peer", desired.peers())
                .compose(v -> reserve(connection, "pool", desired.pools()))
                .compose(v -> reserve(connection, "route", desired.routes()))
                .compose(v -> reserve(connection, "certificate", desired.certificates()))
                .compose(v -> reserve(connection, "webhook", desired.webhooks()))
                .compose(v -> keep(connection, backup.root())));
    }

    private static Future<Void> keep(PgConnection connection, @Nullable OwnRoot root) {
        return root == null ? Future.succeededFuture() : KeptOwnRoots.keep(connection, root);
    }

    private static Future<Void> reserve(PgConnection connection, String table, Map<Long, ?> things) {
        long highest = things.keySet().stream().reduce(0L, Math::max);
        return highest == 0
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(RESERVE)
                        .execute(Tuple.of(table, highest))
                        .mapEmpty();
    }

    @Override
    public CompletionStage<Void> bringBack(Backup backup) {
        return run(connection -> Transactions.in(Transactions.WRITE, connection, open -> {
            Future<Void> done = Future.succeededFuture();
            for (ApiToken token : backup.tokens()) {
                done = done.compose(v -> KeptTokens.bringBack(open, token));
            }
            Map<String, List<Event>> byFrontDoor = new LinkedHashMap<>();
            for (ActivityLog.Stored stored : backup.history()) {
                // Oldest first, so that their ids go with their times.
                byFrontDoor
                        .computeIfAbsent(stored.frontDoor(), door -> new ArrayList<>())
                        .add(0, stored.event());
            }
            for (Map.Entry<String, List<Event>> each : byFrontDoor.entrySet()) {
                done = done.compose(v -> EventTable.writeRestored(open, each.getValue(), each.getKey()));
            }
            return done;
        }));
    }

    private <T> CompletionStage<T> run(Function<PgConnection, Future<T>> work) {
        return reads.run(work)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }
}
