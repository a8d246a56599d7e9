package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.OwnRoot;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.Backup;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.Rejection;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The root of our own authority, and what it signed. */
class OwnRootTest extends StoreSuite {

    private static OwnRoot root(String name) {
        return new OwnRoot("-----BEGIN " + name, new SealedKey("secret of " + name, "box of " + name));
    }

    @Test
    void ofSeveralFrontDoorsThatMakeOneTheFirstOnesCountsForAll() throws Exception {
        assertThat(await(store.ownRoots().read())).isNull();
        List<Store> doors = new ArrayList<>(List.of(store));
        for (int i = 1; i < 4; i++) {
            doors.add(database.open("door-" + i));
        }
        List<CompletionStage<OwnRoot>> kept = new ArrayList<>();
        for (int i = 0; i < doors.size(); i++) {
            kept.add(doors.get(i).ownRoots().keep(root("root " + i)));
        }
        OwnRoot one = await(kept.get(0));
        for (int i = 0; i < doors.size(); i++) {
            assertThat(await(kept.get(i))).isEqualTo(one);
            assertThat(await(doors.get(i).ownRoots().read())).isEqualTo(one);
        }
        assertThat(await(store.ownRoots().keep(root("another")))).isEqualTo(one);
    }

    @Test
    void aBackupHasItAndBringsItBackOnlyWhereThereIsNone() {
        String before = await(store.backups().take());
        OwnRoot root = await(store.ownRoots().keep(root("first")));
        Backup backup = store.backups().read(await(store.backups().take()));
        assertThat(backup.root()).isEqualTo(root);
        assertThat(backup.toString()).doesNotContain("first");

        database.ask("DELETE FROM own_root");
        await(store.backups().reserve(store.backups().read(before)));
        assertThat(await(store.ownRoots().read())).as("there was none").isNull();
        await(store.backups().reserve(backup));
        assertThat(await(store.ownRoots().read())).isEqualTo(root);
        await(store.backups().reserve(new Backup(backup.desired(), List.of(), List.of(), root("second"))));
        assertThat(await(store.ownRoots().read())).isEqualTo(root);

        String damaged =
                new JsonObject(before).put("own_root", new JsonObject()).encode();
        assertThatThrownBy(() -> store.backups().read(damaged)).isInstanceOf(Rejection.class);
        String older = without(before, "own_root");
        assertThat(store.backups().read(older).root()).isNull();
    }

    private static String without(String json, String field) {
        JsonObject object = new JsonObject(json);
        object.remove(field);
        return object.encode();
    }

    @Test
    void aCertificateOfOurOwnIsKeptAsOne() {
        long id = make(Edit.Kind.CERTIFICATE, (desired, context) -> {
            Certificate any = certificate(context.id(), context.created());
            return desired.with(
                    new Certificate(any.id(), CertificateSource.OWN, any.facts(), any.chain(), any.key(), any.stamp()));
        });
        assertThat(await(store.desiredState().load()).certificates().get(id).source())
                .isEqualTo(CertificateSource.OWN);
    }
}
