package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.OwnRoot;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.rule.Edit;
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
