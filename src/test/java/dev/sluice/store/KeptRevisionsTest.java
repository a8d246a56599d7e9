package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.document.Document;
import dev.sluice.core.document.DocumentEdits;
import dev.sluice.core.document.Documents;
import dev.sluice.core.document.RandomDocument;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Probe;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.Revisions;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.core.webhook.AddressGuard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Earlier desired states, told by the database. */
class KeptRevisionsTest extends StoreSuite {

    private final DocumentEdits edits = new DocumentEdits(
            new ForbiddenTargets(Set.of(), List.of(), null, 0), new AddressGuard(List.of()), Probe.DEFAULT);

    private Committed apply(Document document) {
        return change(edits.apply(document, false, Map.of(), Command.by("root")));
    }

    @Test
    void everyRevisionIsToldAsItWasAndComesBack() {
        Map<Long, Desired> states = new TreeMap<>(Map.of(0L, Desired.EMPTY));
        for (long seed = 0; seed < 20; seed++) {
            Desired now = apply(new RandomDocument(seed).document()).desired();
            states.put(now.revision(), now);
        }
        assertThat(states).hasSize(21);
        states.forEach((number, then) -> {
            Desired told = await(store.revisions().at(number));
            assertThat(told.peers()).as("revision %d", number).isEqualTo(then.peers());
            assertThat(told.pools()).as("revision %d", number).isEqualTo(then.pools());
            assertThat(told.routes()).as("revision %d", number).isEqualTo(then.routes());
        });
        for (long number : List.of(7L, 0L, 20L, 13L)) {
            apply(Documents.of(await(store.revisions().at(number))));
            assertThat(Documents.of(await(store.desiredState().load())))
                    .as("revision %d", number)
                    .isEqualTo(Documents.of(states.get(number)));
        }
    }

    @Test
    void theListTellsWhoDidWhat() {
        long a = gateway("a");
        route("a.example", pinned(a));
        Revisions.Page page = await(store.revisions().list(1, 0));
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.items()).hasSize(1);
        assertThat(page.items().get(0).number()).isEqualTo(2);
        assertThat(page.items().get(0).created()).isEqualTo(1);
        assertThat(await(store.revisions().at(3))).isNull();
        assertThat(await(store.revisions().at(-1))).isNull();
    }
}
