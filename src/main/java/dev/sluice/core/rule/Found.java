package dev.sluice.core.rule;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Webhook;

/** Looks up what a command names, and refuses if it is not there. */
final class Found {

    private Found() {}

    static Peer peer(Desired desired, long id) {
        Peer peer = desired.peer(id);
        if (peer == null) {
            throw new Rejection(RejectionCode.NOT_FOUND, "There is no peer " + id);
        }
        return peer;
    }

    static Pool pool(Desired desired, long id) {
        Pool pool = desired.pool(id);
        if (pool == null) {
            throw new Rejection(RejectionCode.POOL_NOT_FOUND, "There is no gateway pool " + id);
        }
        return pool;
    }

    static Drill drill(Desired desired, long id) {
        Drill drill = desired.drills().get(id);
        if (drill == null) {
            throw new Rejection(RejectionCode.NOT_FOUND, "There is no drill " + id);
        }
        return drill;
    }

    static Certificate certificate(Desired desired, long id) {
        Certificate certificate = desired.certificates().get(id);
        if (certificate == null) {
            throw new Rejection(RejectionCode.NOT_FOUND, "There is no certificate " + id);
        }
        return certificate;
    }

    static Webhook webhook(Desired desired, long id) {
        Webhook webhook = desired.webhooks().get(id);
        if (webhook == null) {
            throw new Rejection(RejectionCode.NOT_FOUND, "There is no webhook " + id);
        }
        return webhook;
    }

    static Route route(Desired desired, long id) {
        Route route = desired.route(id);
        if (route == null) {
            throw new Rejection(RejectionCode.NOT_FOUND, "There is no route " + id);
        }
        return route;
    }
}
