package dev.sluice.watchdog;

import dev.sluice.core.model.Peer;
import io.vertx.core.net.NetClient;

/** A probe that asks for a connection and nothing more. The kernel grants it, so a frozen process looks alive. */
final class TcpProbe implements Prober {

    private final NetClient client;

    TcpProbe(NetClient client) {
        this.client = client;
    }

    @Override
    public Asking ask(Peer peer, Listener listener) {
        Dial dial = new Dial(peer, listener);
        dial.open(client, peer, socket -> {
            listener.heard();
            dial.decide(new Outcome.Answer("connected"));
        });
        return dial;
    }
}
