package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevisionFeedTest extends StoreSuite {
    private final List<Long> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void follow() {
        store.follow(told::add);
        await().until(() -> listeners().size() == 1);
    }

    private List<String> listeners() {
        return database.ask("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle'"
                + " AND query IN ('LISTEN sluice_revision', 'SELECT number FROM revision')");
    }

    @Test
    void aChangeMadeElsewhereIsToldAtOnceAndWhatWeKnowIsNot() {
        gateway("ours");
        Store other = database.open("front-2");
        await(other.desiredState()
                .change(making(
                        dev.sluice.core.rule.Edit.Kind.PEER, (d, c) -> d.with(gateway(c.id(), "b", c.created())))));

        await().atMost(Duration.ofSeconds(3)).until(() -> told.contains(2L));
        assertThat(await(store.desiredState().load()).revision()).isEqualTo(2);
        told.clear(); // the hint of our own change may have overtaken the answer to it
        database.ask("UPDATE revision SET number = 5; NOTIFY sluice_revision, '5'");
        await().atMost(Duration.ofSeconds(3)).until(() -> told.contains(5L));
        assertThat(told).doesNotContain(1L, 2L);
    }

    @Test
    void aChangeThatNobodyAnnouncedIsFoundByAskingNowAndThen() {
        database.ask("UPDATE revision SET number = 7");

        await().atMost(Duration.ofSeconds(15)).until(() -> told.contains(7L));
    }

    @Test
    void aChangeMadeWhileTheConnectionWasLostIsToldWhenItIsBack() {
        // In one statement the backend that listens ends and the number grows: no notification can arrive.
        database.ask("WITH gone AS (SELECT pg_terminate_backend(" + listeners().get(0)
                + ")) UPDATE revision SET number = 9 FROM gone");

        await().atMost(Duration.ofSeconds(4)).until(() -> told.contains(9L));
        await().until(() -> listeners().size() == 1);
        database.ask("UPDATE revision SET number = 11; NOTIFY sluice_revision, '11'");
        await().atMost(Duration.ofSeconds(3)).until(() -> told.contains(11L));
    }
}
