package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Target;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.LedgerEntry;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest extends StoreSuite {
    /** As the page that this system comes from has it, to the letter. */
    private static final String SEED = "SELECT id, domain, target_peer_id, original_peer_id\n"
            + "FROM routes WHERE target_kind='gateway' AND enabled=1;";

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void everyScriptIsAppliedOnceHoweverOftenAndByHowManyWeStart() throws Exception {
        try (FreshDatabase fresh = FreshDatabase.empty(kind)) {
            List<Future<Store>> starts = Stream.iterate(1, i -> i + 1)
                    .limit(4)
                    .map(i -> Store.open(fresh.vertx, fresh.database(), "front-" + i))
                    .toList();
            starts.forEach(start -> await(await(start).close()));

            assertThat(fresh.ask("SELECT script FROM schema_version ORDER BY version"))
                    .isEqualTo(Migrations.SCRIPTS);
            assertThat(fresh.ask("SELECT count(*) FROM front_door")).containsExactly("4");
        }
    }

    @Test
    void allScriptsThereAreAreListedInOrder() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .isEqualTo(Migrations.SCRIPTS)
                    .allMatch(name -> name.matches("\\d{4}_[a-z_]+\\.sql"));
        }
    }

    @Test
    void aDatabaseOfANewerSluiceIsRefusedAndLeftAlone() {
        database.ask("INSERT INTO schema_version (version, script) VALUES (99, '0099_later.sql')");

        assertThatThrownBy(() -> await(Store.open(database.vertx, database.database(), "old")))
                .cause()
                .isInstanceOf(SchemaTooNewException.class)
                .hasMessageContaining("version 99, expected at most " + Migrations.SCRIPTS.size());
        assertThat(database.ask("SELECT name FROM front_door")).containsExactly("front-1");
    }

    @Test
    void theSeedsQueryTellsWhoServesAndWhoseRouteItIs() {
        long home = gateway("home");
        long other = gateway("other");
        long pool = pool("both", home, other);
        long atHome = route("home.example", pinned(home));
        long away = route("away.example", pinned(home));
        long lost = route("lost.example", pinned(home));
        long fresh = route("fresh.example", pinned(other));
        route("pool.example", new Target.Pooled(pool, null));
        long disabled = route("disabled.example", pinned(home));
        database.ask("UPDATE route SET enabled = false WHERE id = " + disabled);
        await(store.ledger()
                .append(new LedgerEntry(
                        List.of(),
                        List.of(
                                new AssignmentRow(atHome, home, home, "home", NOW),
                                new AssignmentRow(away, home, other, "home_down", NOW),
                                new AssignmentRow(lost, home, 0, "outage", NOW)),
                        List.of(),
                        List.of())));

        assertThat(database.ask(SEED))
                .containsExactlyInAnyOrder(
                        atHome + "|home.example|" + home + "|null",
                        away + "|away.example|" + other + "|" + home,
                        lost + "|lost.example|" + home + "|null",
                        fresh + "|fresh.example|" + other + "|null");
        assertThat(database.ask("SELECT target_pool_id, target_peer_id, original_peer_id FROM routes"
                        + " WHERE target_kind = 'pool'"))
                .containsExactly(pool + "|null|null");
        assertThat(database.ask("SELECT enabled, updated_at IS NULL FROM routes WHERE id = " + disabled))
                .containsExactly("0|false");
    }

    @Test
    void aWriteToTheViewIsRefusedWithASentenceThatNamesTheApi() {
        route("x.example", pinned(gateway("a")));
        for (String write : List.of(
                "UPDATE routes SET target_peer_id = 2 WHERE enabled = 1",
                "UPDATE routes SET enabled = 0 WHERE id = 4711",
                "DELETE FROM routes",
                "INSERT INTO routes (domain) VALUES ('y.example')")) {
            assertThatThrownBy(() -> database.ask(write))
                    .as(write)
                    .hasMessageContaining("routes is a view")
                    .hasMessageContaining("/api/v1/routes");
        }
        assertThat(database.ask("SELECT domain, enabled FROM routes")).containsExactly("x.example|1");
    }
}
