package dev.sluice;

import dev.sluice.core.model.Desired;
import dev.sluice.core.port.Clock;
import dev.sluice.tls.acme.AcmeOptions;
import dev.sluice.tls.acme.AcmeRoom;
import dev.sluice.tls.own.OwnAuthority;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Has certificates obtained for the routes of the desired state: of our own, and of the authority that the settings name. */
final class CertificatesObtained {

    /** A route that is made has its certificate as soon as its authority is done; nobody has to tell us of it. */
    private static final long EVERY_MS = 1_000;
    /** Nobody else is asked for one of our own, so that people need not wait for it. */
    private static final long OWN_EVERY_MS = 200;

    private CertificatesObtained() {}

    /**
     * Looks again and again what is to be obtained, on that event loop, until it is closed.
     *
     * @param options whether there is HTTPS, and an authority
     */
    static void open(
            RoomOptions options,
            Context loop,
            Closers closers,
            LateStore store,
            CertificatesInStep certificates,
            ControlVerticle control) {
        own(options.hasHttps(), loop, closers, certificates, control);
        AcmeOptions acme = options.acme();
        if (acme != null) {
            ofAuthority(acme, loop, closers, store, certificates, control);
        }
    }

    private static void own(
            boolean https, Context loop, Closers closers, CertificatesInStep certificates, ControlVerticle control) {
        OwnAuthority own = new OwnAuthority(
                https,
                certificates.root(),
                certificates.room(),
                control,
                certificates.room().worker(),
                Clock.SYSTEM,
                work -> loop.runOnContext(v -> work.run()),
                control::tell);
        every(OWN_EVERY_MS, loop, closers, control, own::look);
    }

    private static void ofAuthority(
            AcmeOptions options,
            Context loop,
            Closers closers,
            LateStore store,
            CertificatesInStep certificates,
            ControlVerticle control) {
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
        every(EVERY_MS, loop, closers, control, room::look);
    }

    private static void every(long ms, Context loop, Closers closers, ControlVerticle control, Consumer<Desired> look) {
        loop.runOnContext(v -> {
            long timer = loop.owner()
                    .setPeriodic(ms, id -> look.accept(control.snapshot().desired()));
            closers.add(() -> Future.succeededFuture(loop.owner().cancelTimer(timer)));
        });
    }
}
