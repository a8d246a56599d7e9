package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Desired;
import dev.sluice.core.rule.Edit;
import org.junit.jupiter.api.Test;

class CertificateTableTest extends StoreSuite {

    private long certificate() {
        return make(Edit.Kind.CERTIFICATE, (d, c) -> d.with(certificate(c.id(), c.created())));
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() {
        long first = certificate();
        Desired last = change(making(Edit.Kind.CERTIFICATE, (d, c) -> d.with(certificate(c.id(), c.created()))))
                .desired();

        Desired elsewhere = await(database.open("front-2").desiredState().load());

        assertThat(elsewhere).isEqualTo(last);
        assertThat(elsewhere.certificates()).hasSize(2).containsKey(first);
    }

    @Test
    void oneThatIsDeletedTakesItsKeyWithIt() {
        long gone = certificate();
        long stays = certificate();

        change(editing((d, c) -> d.withoutCertificate(gone)));

        assertThat(await(store.desiredState().load()).certificates()).containsOnlyKeys(stays);
        assertThat(database.ask("SELECT id FROM certificate")).containsExactly(Long.toString(stays));
    }
}
