package dev.sluice;

import dev.sluice.core.port.Clock;
import dev.sluice.tls.acme.AcmeOptions;
import dev.sluice.tls.acme.AcmeRoom;
import io.vertx.core.Context;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Has certificates obtained for the routes of the desired state, if the settings name an authority. */
final class CertificatesObtained {

    /** A route that is made has its certificate as soon as its authority is done; nobody has to tell us of it. */
    private static final long EVERY_MS = 1_000;

    private CertificatesObtained() {}

    /**
     * Looks at once and every second what is to be obtained, on that event loop, until it is closed.
     *
     * @param options null: nothing is obtained
     */
    static void open(
            @Nullable AcmeOptions options,
            Context loop,
            Closers closers,
            LateStore store,
            CertificatesInStep certificates,
            ControlVerticle control) {
        if (options == null) {
            return;
        }
        AcmeRoom room = new AcmeRoom(
                options,
                new LateAcme(store),
                certificates.room().secrets(),
                certificates.room(),
                control,
                Clock.SYSTEM,
                work -> loop.runOnContext(v -> work.run()),
                control::tell);
        certificates.obtainedBy(room);
        closers.add(() -> {
            room.close();
            return Future.succeededFuture();
        });
        loop.runOnContext(v -> {
            long timer = loop.owner()
                    .setPeriodic(EVERY_MS, id -> room.look(control.snapshot().desired()));
            closers.add(() -> Future.succeededFuture(loop.owner().cancelTimer(timer)));
        });
    }
}
