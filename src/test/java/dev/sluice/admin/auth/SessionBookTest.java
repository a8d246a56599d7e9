package dev.sluice.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.MemoryLogins;
import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.rule.AccessEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When sessions end, also while the database is away. */
class SessionBookTest {

    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LIFETIME = Duration.ofHours(10);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final MemoryLogins store = new MemoryLogins();
    private volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public long nanos() {
            return Duration.between(Instant.EPOCH, now).toNanos();
        }

        @Override
        public Instant wall() {
            return now;
        }
    };
    private final SessionBook book = fresh();

    private SessionBook fresh() {
        return new SessionBook(store, null, new SessionLimits(IDLE, LIFETIME), clock, loop);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private <T> T on(Callable<Future<T>> work) throws Exception {
        return Future.<T>future(promise -> loop.runOnContext(v -> {
                    try {
                        work.call().onComplete(promise);
                    } catch (Exception e) {
                        promise.fail(e);
                    }
                }))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private Event told() {
        return AccessEvents.sessionStarted("10.0.0.1", now);
    }

    private String begin() throws Exception {
        return on(() -> Future.succeededFuture(book.begin("10.0.0.1", told()).id()));
    }

    private boolean isOpen(SessionBook at, String id) throws Exception {
        return on(() -> Future.succeededFuture(at.find(id) != null));
    }

    private void end(String id) throws Exception {
        on(() -> book.end(Objects.requireNonNull(book.find(id)).session(), told()));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void aSessionEndsWhenNothingIsAskedForAWhile() throws Exception {
        String id = begin();
        pass(IDLE.minusSeconds(1));
        assertThat(isOpen(book, id)).isTrue();
        pass(IDLE.minusSeconds(1));
        assertThat(isOpen(book, id)).as("it was asked in between").isTrue();
        pass(IDLE);
        assertThat(isOpen(book, id)).isFalse();
    }

    @Test
    void aSessionEndsHoweverMuchIsAsked() throws Exception {
        String id = begin();
        for (int i = 0; i < 19; i++) {
            pass(Duration.ofMinutes(30));
            assertThat(isOpen(book, id)).isTrue();
        }
        pass(Duration.ofMinutes(30));
        assertThat(isOpen(book, id)).isFalse();
    }

    @Test
    void onlyTheHashOfAnIdIsKeptAndAnotherProcessKnowsIt() throws Exception {
        String id = begin();

        assertThat(store.sessions.keySet()).hasSize(1).doesNotContain(id);
        SessionBook other = fresh();
        on(other::refresh);
        assertThat(isOpen(other, id)).isTrue();
        assertThat(isOpen(other, store.sessions.keySet().iterator().next())).isFalse();
        end(id);
        on(other::refresh);
        assertThat(isOpen(other, id)).isFalse();
    }

    @Test
    void loginsAndLogoutsCountWhileTheDatabaseIsAwayAndAreToldLater() throws Exception {
        String before = begin();
        store.failing = new StoreAwayException("silent", new IllegalStateException());
        String during = begin();
        end(before);
        on(book::refresh);
        assertThat(isOpen(book, during)).isTrue();
        assertThat(isOpen(book, before)).isFalse();

        store.failing = null;
        on(book::refresh);
        assertThat(isOpen(book, before)).as("it is in the database still").isFalse();
        assertThat(isOpen(book, during)).isTrue();
        on(book::tell);
        on(() -> Future.succeededFuture());

        assertThat(store.sessions.keySet()).containsExactly(OpenSession.sha256(during));
    }

    @Test
    void whatIsOverIsForgottenAndWhoWasSeenIsNoted() throws Exception {
        String left = begin();
        String going = begin();
        pass(Duration.ofMinutes(50));
        assertThat(isOpen(book, going)).isTrue();
        Instant seen = now;
        pass(Duration.ofMinutes(50));

        on(book::tell);

        assertThat(store.sessions.keySet()).containsExactly(OpenSession.sha256(going));
        assertThat(store.sessions.get(OpenSession.sha256(going)).lastSeenAt()).isEqualTo(seen);
        assertThat(isOpen(book, left)).isFalse();
    }

    @Test
    void aNewPasswordEndsAllButOne() throws Exception {
        String mine = begin();
        String other = begin();

        on(() -> book.password("hash", Objects.requireNonNull(book.find(mine)).session(), told()));

        assertThat(isOpen(book, mine)).isTrue();
        assertThat(isOpen(book, other)).isFalse();
        assertThat(store.sessions).hasSize(1);
        on(() -> book.password("hash 2", null, told()));
        assertThat(isOpen(book, mine)).isFalse();
    }

    @Test
    void theNumberOfSessionsIsBoundedAndTheOldestGoesFirst() throws Exception {
        String first = begin();
        for (int i = 0; i < 200; i++) {
            pass(Duration.ofMillis(1));
            begin();
        }

        assertThat(store.sessions).hasSize(200);
        assertThat(isOpen(book, first)).isFalse();
    }

    /** What was read before a change and comes after it says nothing of the change. */
    @Test
    void noChangeIsUndoneByAReadThatBeganBefore() throws Exception {
        String ended = begin();
        CompletableFuture<Void> delivery = new CompletableFuture<>();
        store.delivery = delivery;
        Future<Void> slow = on(() -> Future.succeededFuture(book.refresh()));
        String begun = begin();
        end(ended);
        on(() -> book.password(
                "$argon2id$fresh", Objects.requireNonNull(book.find(begun)).session(), told()));
        store.delivery = CompletableFuture.completedFuture(null);

        delivery.complete(null);
        on(() -> slow);

        assertThat(isOpen(book, begun)).isTrue();
        assertThat(isOpen(book, ended)).isFalse();
        assertThat(book.passwordHash()).isEqualTo("$argon2id$fresh");
    }

    @Test
    void thatNoPasswordIsSetIsKnownOnceTheStoreHasSaidSo() throws Exception {
        store.failing = new StoreAwayException("silent", new IllegalStateException());
        on(book::refresh);
        assertThat(book.isRead()).isFalse();

        store.failing = null;
        on(book::refresh);
        assertThat(book.isRead()).isTrue();
    }
}
