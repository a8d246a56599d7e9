package dev.sluice;

import dev.sluice.proxy.DataVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Opens the Vert.x instance of client bytes, and rehearses on it. */
final class DataPlaneVertx {

    private DataPlaneVertx() {}

    /**
     * Its self-test and the rehearsal block, and a Vert.x instance must not be made on a thread of another. Goes on while the
     * database starts.
     */
    static Future<Vertx> open(RoomOptions options) {
        return Future.future(promise -> {
            Thread opener = new Thread(
                    () -> {
                        try {
                            Vertx data = DataVertx.open(
                                    options.eventLoops(),
                                    options.proxy().clients().connections());
                            Rehearsal.play(data, options.proxy(), options.rehearsal());
                            promise.complete(data);
                        } catch (InterruptedException | RuntimeException e) {
                            promise.fail(e);
                        }
                    },
                    "open-data-plane");
            opener.setDaemon(true);
            opener.start();
        });
    }
}
