package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.StoreAwayException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WholeActivityTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Event> unsaved = new ArrayList<>();
    private final Kept kept = new Kept();
    private final WholeActivity log = new WholeActivity(
            kept, () -> CompletableFuture.completedFuture(List.copyOf(unsaved)), new ActivityNews(), "here");

    /** Newest first, as the database has them. */
    private static final class Kept implements ActivityLog {
        final List<Stored> events = new ArrayList<>();

        @Nullable
        RuntimeException failing;

        @Override
        public CompletionStage<Page> find(Query query) {
            RuntimeException failure = failing;
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            List<Stored> part =
                    events.stream().skip(query.offset()).limit(query.limit()).toList();
            return CompletableFuture.completedFuture(new Page(part, events.size()));
        }

        @Override
        public CompletionStage<Sequel> after(ActivityFilter filter, long id, int limit) {
            return CompletableFuture.completedFuture(new Sequel(List.of(), events.size(), true));
        }
    }

    private static Event event(String uid, EventName name, int second) {
        return new Event(uid, name, NOON.plusSeconds(second), uid, "watchdog", Map.of());
    }

    private ActivityLog.Page find(int limit, int offset) {
        return find(ActivityLog.Query.page(ActivityFilter.ALL, limit, offset));
    }

    private ActivityLog.Page find(ActivityLog.Query query) {
        return log.find(query).toCompletableFuture().join();
    }

    private static List<String> uids(ActivityLog.Page page) {
        return page.items().stream().map(stored -> stored.event().uid()).toList();
    }

    private void someOfBoth() {
        kept.events.add(new ActivityLog.Stored(2, event("s2", EventName.GATEWAY_ALIVE, 2), "there"));
        kept.events.add(new ActivityLog.Stored(1, event("s1", EventName.GATEWAY_DOWN, 1), "there"));
        unsaved.add(event("u3", EventName.GATEWAY_DOWN, 3));
        unsaved.add(event("u4", EventName.GATEWAY_ALIVE, 4));
    }

    @Test
    void theUnsavedComeFirstAndPagesFollowEachOther() {
        someOfBoth();

        assertThat(uids(find(10, 0))).containsExactly("u4", "u3", "s2", "s1");
        assertThat(find(10, 0).total()).isEqualTo(4);
        assertThat(uids(find(1, 0))).containsExactly("u4");
        assertThat(uids(find(2, 1))).containsExactly("u3", "s2");
        assertThat(uids(find(2, 3))).containsExactly("s1");
        assertThat(find(10, 0).items()).extracting(ActivityLog.Stored::saved).containsExactly(false, false, true, true);
        assertThat(find(10, 0).away()).isFalse();
    }

    @Test
    void oneThatIsInBothIsToldOnce() {
        someOfBoth();
        unsaved.add(event("s2", EventName.GATEWAY_ALIVE, 2));

        assertThat(uids(find(10, 0))).containsExactly("u4", "u3", "s2", "s1");
        assertThat(find(10, 0).total()).isEqualTo(4);
    }

    @Test
    void whileTheDatabaseIsAwayTheUnsavedAreAllThatIsAnswered() {
        someOfBoth();
        kept.failing = new StoreAwayException("silent", new IllegalStateException());

        ActivityLog.Page page = find(10, 0);

        assertThat(page.away()).isTrue();
        assertThat(uids(page)).containsExactly("u4", "u3");
        assertThat(page.total()).isEqualTo(2);
        assertThat(uids(find(ActivityLog.Query.page(
                        ActivityFilter.of(List.of("gateway_down"), NOON, NOON.plusSeconds(4)), 10, 0))))
                .containsExactly("u3");
        assertThat(find(10, 7).items()).isEmpty();
    }

    @Test
    void anyOtherFailureIsTold() {
        kept.failing = new IllegalStateException("broken");

        assertThatThrownBy(() -> find(10, 0))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("broken");
    }
}
