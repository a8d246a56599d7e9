package dev.sluice.watchdog;

import dev.sluice.core.model.Peer;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of one probe: opened, decided once, and then closed, by a reset so that it leaves no TIME-WAIT. A dial that is taken
 * back before it stands cannot be cancelled; it is closed when it arrives, or fails by itself when probes are given up.
 */
final class Dial implements Asking {

    private final Prober.Listener listener;
    private final String address;
    private @Nullable NetSocket socket;
    private boolean over;

    Dial(Peer peer, Prober.Listener listener) {
        this.listener = listener;
        this.address = Address.of(peer);
    }

    void open(NetClient client, Peer peer, Consumer<NetSocket> then) {
        client.connect(peer.probePort(), peer.host()).onComplete(opened -> {
            if (opened.failed()) {
                failed(opened.cause());
            } else if (over) {
                opened.result().close();
            } else {
                stands(opened.result(), then);
            }
        });
    }

    private void stands(NetSocket opened, Consumer<NetSocket> then) {
        socket = opened;
        opened.exceptionHandler(this::failed);
        opened.closeHandler(closed -> decide(new Outcome.Refusal("closed without an answer")));
        listener.connected();
        if (!over) {
            then.accept(opened);
        }
    }

    private void failed(Throwable fault) {
        // Silence is the schedule's to judge: it holds the one deadline of this probe.
        if (!(fault instanceof ConnectTimeoutException)) {
            decide(DialFault.read(fault, address));
        }
    }

    boolean isOver() {
        return over;
    }

    void decide(Outcome outcome) {
        if (!over) {
            close();
            listener.decided(outcome);
        }
    }

    /** Decides, and lets the peer finish what it is saying. */
    void decide(Outcome outcome, Leftovers rest) {
        if (!over && socket != null) {
            over = true;
            listener.decided(outcome);
            rest.take(socket);
        }
    }

    @Override
    public void close() {
        over = true;
        if (socket != null) {
            socket.close();
        }
    }
}
