package dev.sluice.store;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.webhook.Bundle;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What webhooks were told, in Postgres: a cursor over the log for each, and a row for each message. */
final class KeptDeliveries implements WebhookDeliveries {
    private static final int MOST = 250;
    /** How many finished messages are kept for each webhook. */
    static final int KEPT = 1000;

    private static final String COLUMNS = "id, webhook_id, uid, event_ids, event, happened_at, state, attempts,"
            + " last_tried_at, next_try_at, status, failure";

    private static final String CLAIM =
            "UPDATE webhook_cursor SET sender = $2, sends_until = now() + interval '" + LEASE.toSeconds()
                    + " s' WHERE webhook_id = $1 AND (sender = $2 OR sends_until IS NULL OR sends_until < now())";
    private static final String FIND = "SELECT " + COLUMNS + " FROM webhook_delivery WHERE webhook_id = $1 AND id = $2";
    private static final String PENDING =
            "SELECT " + COLUMNS + " FROM webhook_delivery WHERE webhook_id = $1 AND state = 'pending'";
    private static final String EVENTS = "SELECT " + EventTable.COLUMNS + " FROM event WHERE id = ANY($1) ORDER BY id";
    private static final String WAITING = "SELECT " + EventTable.COLUMNS + " FROM event"
            + " WHERE id > (SELECT event_id FROM webhook_cursor WHERE webhook_id = $1) AND id <= $2"
            + " AND event = ANY($3) AND NOT restored ORDER BY id LIMIT $4";
    private static final String DROP = "DELETE FROM webhook_delivery WHERE webhook_id = $1 AND state = 'pending'";
    private static final String TOLD =
            "UPDATE webhook_cursor SET event_id = greatest(event_id, $2) WHERE webhook_id = $1";
    private static final String BEGIN = "INSERT INTO webhook_delivery"
            + " (webhook_id, uid, event_ids, event, happened_at, state, next_try_at)"
            + " SELECT id, $2, $3, $4, $5, 'pending', $6 FROM webhook WHERE id = $1"
            + " ON CONFLICT DO NOTHING RETURNING " + COLUMNS;
    private static final String RECORD = "UPDATE webhook_delivery SET state = $2, attempts = $3, last_tried_at = $4,"
            + " next_try_at = $5, status = $6, failure = $7 WHERE id = $1";
    private static final String PRUNE = "DELETE FROM webhook_delivery WHERE webhook_id = $1 AND state <> 'pending'"
            + " AND id < (SELECT id FROM webhook_delivery WHERE webhook_id = $1 ORDER BY id DESC OFFSET " + KEPT
            + " LIMIT 1)";
    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM webhook_delivery WHERE webhook_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
    private static final String TOTAL = "SELECT count(*) FROM webhook_delivery WHERE webhook_id = $1";

    private final Lane lane;
    private final String frontDoor;

    /** Those that this front door tells. */
    KeptDeliveries(Lane lane, String frontDoor) {
        this.lane = lane;
        this.frontDoor = frontDoor;
    }

    @Override
    public CompletionStage<Boolean> claim(long webhookId) {
        return run(connection -> connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(webhookId, frontDoor))
                .map(claimed -> claimed.rowCount() == 1));
    }

    @Override
    public CompletionStage<@Nullable Long> settled() {
        return run(SettledEvents::newest);
    }

    @Override
    public CompletionStage<@Nullable Pending> pending(long webhookId) {
        return one(PENDING, Tuple.of(webhookId));
    }

    @Override
    public CompletionStage<@Nullable Pending> find(long webhookId, long deliveryId) {
        return one(FIND, Tuple.of(webhookId, deliveryId));
    }

    private CompletionStage<@Nullable Pending> one(String query, Tuple which) {
        return run(connection -> connection
                .preparedQuery(query)
                .execute(which)
                .compose(found -> found.size() == 0
                        ? Future.succeededFuture(null)
                        : withEvents(connection, read(found.iterator().next()))));
    }

    private static Future<Pending> withEvents(PgConnection connection, Delivery delivery) {
        return connection
                .preparedQuery(EVENTS)
                .execute(Values.array(delivery.eventIds()))
                .map(rows -> new Pending(delivery, events(rows)));
    }

    @Override
    public CompletionStage<List<Stored>> waiting(long webhookId, Set<EventName> names, long upTo, int limit) {
        String[] words = names.stream().map(EventName::wire).toArray(String[]::new);
        return run(connection -> connection
                .preparedQuery(WAITING)
                .execute(Tuple.of(webhookId, upTo, words, limit))
                .map(KeptDeliveries::events));
    }

    private static List<Stored> events(RowSet<Row> rows) {
        List<Stored> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(EventTable.read(row)));
        return found;
    }

    @Override
    public CompletionStage<Void> skip(long webhookId, long upTo) {
        return run(connection -> Transactions.in(Transactions.WRITE, connection, open -> open.preparedQuery(DROP)
                .execute(Tuple.of(webhookId))
                .compose(dropped -> told(open, webhookId, upTo))));
    }

    private static Future<Void> told(PgConnection connection, long webhookId, long upTo) {
        return connection.preparedQuery(TOLD).execute(Tuple.of(webhookId, upTo)).mapEmpty();
    }

    @Override
    public CompletionStage<@Nullable Delivery> begin(long webhookId, Bundle bundle, Instant now) {
        Long[] ids = bundle.events().stream().map(Stored::id).toArray(Long[]::new);
        Tuple row = Tuple.of(
                webhookId,
                bundle.uid(),
                ids,
                bundle.lead().name().wire(),
                Values.timeOrNull(bundle.happenedAt()),
                Values.timeOrNull(now));
        return run(connection -> connection
                .preparedQuery(BEGIN)
                .execute(row)
                .map(made -> made.size() == 0 ? null : read(made.iterator().next())));
    }

    @Override
    public CompletionStage<Void> record(Delivery delivery) {
        Tuple row = Tuple.tuple()
                .addLong(delivery.id())
                .addString(delivery.state().wire())
                .addInteger(delivery.attempts())
                .addOffsetDateTime(Values.timeOrNull(delivery.lastTriedAt()))
                .addOffsetDateTime(Values.timeOrNull(delivery.nextTryAt()))
                .addInteger(delivery.status())
                .addString(delivery.failure());
        return run(connection -> delivery.state() == State.PENDING
                ? connection.preparedQuery(RECORD).execute(row).mapEmpty()
                : Transactions.in(Transactions.WRITE, connection, open -> open.preparedQuery(RECORD)
                        .execute(row)
                        .compose(recorded -> told(open, delivery.webhookId(), last(delivery)))
                        .compose(told -> open.preparedQuery(PRUNE).execute(Tuple.of(delivery.webhookId())))
                        .mapEmpty()));
    }

    private static long last(Delivery delivery) {
        return delivery.eventIds().get(delivery.eventIds().size() - 1);
    }

    @Override
    public CompletionStage<Page> list(long webhookId, int limit, int offset) {
        Tuple window = Tuple.of(webhookId, Math.max(1, Math.min(MOST, limit)), Math.max(0, offset));
        return run(connection -> connection
                .preparedQuery(TOTAL)
                .execute(Tuple.of(webhookId))
                .compose(total -> connection.preparedQuery(PAGE).execute(window).map(rows -> {
                    List<Delivery> items = new ArrayList<>(rows.size());
                    rows.forEach(row -> items.add(read(row)));
                    return new Page(items, total.iterator().next().getLong(0));
                })));
    }

    private static Delivery read(Row row) {
        return new Delivery(
                row.getLong("id"),
                row.getLong("webhook_id"),
                row.getString("uid"),
                List.of(row.getArrayOfLongs("event_ids")),
                row.getString("event"),
                Values.instant(row, "happened_at"),
                Values.constant(State.class, row, "state"),
                row.getInteger("attempts"),
                Values.instantOrNull(row, "last_tried_at"),
                Values.instantOrNull(row, "next_try_at"),
                row.getInteger("status"),
                row.getString("failure"));
    }

    private <T extends @Nullable Object> CompletionStage<T> run(Function<PgConnection, Future<T>> work) {
        return lane.run(work)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }
}
