package dev.sluice.webhook;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.port.WebhookDeliveries.Delivery;
import dev.sluice.core.port.WebhookDeliveries.Pending;
import dev.sluice.core.port.WebhookDeliveries.State;
import dev.sluice.core.webhook.Bundle;
import dev.sluice.core.webhook.EventChoice;
import dev.sluice.core.webhook.RetrySchedule;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one webhook what happened, message after message: the next one goes out once the one before has arrived, or was given
 * up. What it knows lies in the database, so that another process can go on. Its context only.
 */
final class Teller {

    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    /** A bundle takes no more. */
    private static final int MOST_TOGETHER = 500;

    private static final Duration WHILE_AWAY = Duration.ofSeconds(2);
    private static final Duration WHILE_ELSEWHERE = Duration.ofSeconds(5);
    private static final long NONE = -1;

    private final Context context;
    private final Clock clock;
    private final WebhookDeliveries deliveries;
    private final Dispatch dispatch;

    private Webhook webhook;
    private Set<EventName> names;
    /** The log is known up to here. */
    private long settled;
    /** Nothing up to here is to be told. */
    private long told = NONE;
    /** An outcome that the database does not know yet. */
    private @Nullable Delivery unrecorded;
    /** Attempts in a row that failed, over all messages. */
    private int failures;

    private long timer = NONE;
    private Future<@Nullable Duration> step = Future.succeededFuture(null);
    private boolean busy;
    /** There is more in the log than when the step began. */
    private boolean asked;
    /** The next attempt does not wait for its time. */
    private boolean urgent;

    private boolean closed;

    Teller(Context context, Clock clock, WebhookDeliveries deliveries, Dispatch dispatch, Webhook webhook) {
        this.context = context;
        this.clock = clock;
        this.deliveries = deliveries;
        this.dispatch = dispatch;
        this.webhook = webhook;
        this.names = EventChoice.of(webhook.events());
    }

    /** It is like this now: what was wrong with it before may be right. */
    void is(Webhook changed) {
        if (!changed.equals(webhook)) {
            webhook = changed;
            names = EventChoice.of(changed.events());
            hurry();
        }
    }

    /** The next attempt is made now. */
    void hurry() {
        urgent = true;
        wake();
    }

    /** No event up to that one can still appear in the log. */
    void settled(long upTo) {
        settled = Math.max(settled, upTo);
        if (told < settled) {
            look();
        }
    }

    /** Whatever it waits for, it looks whether that is still so. */
    void wake() {
        context.owner().cancelTimer(timer);
        timer = NONE;
        look();
    }

    private void look() {
        if (closed || timer != NONE) {
            return;
        }
        if (busy) {
            asked = true;
            return;
        }
        busy = true;
        asked = false;
        boolean now = urgent;
        urgent = false;
        step = next(now);
        step.onComplete(done -> context.runOnContext(v -> {
            if (done.succeeded()) {
                after(done.result());
            } else {
                LOG.debug("Webhook {} waits for the database", webhook.id(), done.cause());
                after(WHILE_AWAY);
            }
        }));
    }

    private void after(@Nullable Duration wait) {
        busy = false;
        if (closed) {
            return;
        }
        if (wait != null && !wait.isZero() && !urgent) {
            timer = context.owner().setTimer(Math.max(1, wait.toMillis()), id -> {
                timer = NONE;
                look();
            });
        } else if (wait != null || asked || urgent) {
            look();
        }
    }

    /** One step: the time to the next, null if there is nothing to do until there is more in the log. */
    private Future<@Nullable Duration> next(boolean now) {
        return stage(deliveries.claim(webhook.id())).compose(ours -> {
            if (!ours) {
                unrecorded = null; // whoever it is sends that once more
                return Future.succeededFuture(WHILE_ELSEWHERE);
            }
            Delivery outcome = unrecorded;
            return outcome != null
                    ? record(outcome)
                    : stage(deliveries.pending(webhook.id()))
                            .compose(pending -> pending == null ? begin() : attempt(pending, now));
        });
    }

    private Future<@Nullable Duration> begin() {
        long upTo = settled;
        int limit = webhook.preset().isForPeople() ? MOST_TOGETHER : 1;
        return stage(deliveries.waiting(webhook.id(), names, upTo, limit)).compose(waiting -> {
            Instant now = clock.wall();
            Bundle bundle = Bundle.next(waiting, webhook.preset(), now);
            if (bundle != null) {
                return begin(bundle, now);
            }
            return waiting.isEmpty() ? nothing(upTo) : Future.succeededFuture(rest(waiting, now));
        });
    }

    private static Duration rest(List<Stored> waiting, Instant now) {
        Instant over = waiting.get(0).event().at().plus(Bundle.TOGETHER);
        Duration rest = Duration.between(now, over);
        return rest.compareTo(Bundle.TOGETHER) > 0 ? Bundle.TOGETHER : rest.plusMillis(1);
    }

    /** So that the log need not be searched again from where the last chosen event was. */
    private Future<@Nullable Duration> nothing(long upTo) {
        return (upTo > told ? stage(deliveries.skip(webhook.id(), upTo)) : Future.<Void>succeededFuture())
                .map(skipped -> {
                    told = Math.max(told, upTo);
                    return null;
                });
    }

    private Future<@Nullable Duration> begin(Bundle bundle, Instant now) {
        return stage(deliveries.begin(webhook.id(), bundle, now))
                .compose(begun -> begun == null
                        ? Future.succeededFuture(WHILE_AWAY)
                        : attempt(new Pending(begun, bundle.events()), true));
    }

    private Future<@Nullable Duration> attempt(Pending pending, boolean atOnce) {
        Delivery delivery = pending.delivery();
        Instant now = clock.wall();
        Instant due = delivery.nextTryAt();
        if (!atOnce && due != null && due.isAfter(now)) {
            // A clock that was set back must not make it wait for hours.
            Duration wait = Duration.between(now, due);
            Duration most = RetrySchedule.wait(Integer.MAX_VALUE);
            return Future.succeededFuture(wait.compareTo(most) > 0 ? most : wait.plusMillis(1));
        }
        if (pending.events().isEmpty()) {
            return record(delivery.failed(now, null, null, "what it tells of is gone from the log"));
        }
        return dispatch.send(webhook, new Bundle(pending.events()), delivery.uid(), now)
                .compose(answered -> record(outcome(delivery, answered, clock.wall())));
    }

    private static Delivery outcome(Delivery delivery, Answered answered, Instant at) {
        String failure = answered.failure();
        Integer status = answered.status();
        return failure == null && status != null
                ? delivery.arrived(at, status)
                : delivery.failed(
                        at,
                        RetrySchedule.next(delivery.happenedAt(), delivery.attempts() + 1, at),
                        status,
                        failure == null ? "no answer" : failure);
    }

    private Future<@Nullable Duration> record(Delivery outcome) {
        unrecorded = outcome;
        return stage(deliveries.record(outcome)).map(recorded -> {
            unrecorded = null;
            failures = outcome.state() == State.DELIVERED ? 0 : failures + 1;
            if (outcome.state() == State.ABANDONED) {
                LOG.warn("Webhook {} was not told of {}: {}", webhook.id(), outcome.event(), outcome.failure());
            }
            // Those that were due long ago must not beat on a receiver that is dead.
            return outcome.state() == State.ABANDONED ? RetrySchedule.wait(failures) : Duration.ZERO;
        });
    }

    private <T extends @Nullable Object> Future<T> stage(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, context);
    }

    /** Begins nothing more; complete once what runs is over. */
    Future<?> close() {
        closed = true;
        context.owner().cancelTimer(timer);
        return step.otherwiseEmpty();
    }
}
