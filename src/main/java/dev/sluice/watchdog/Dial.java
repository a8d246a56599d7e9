package dev.sluice.watchdog;

import dev.sluice.core.failover.ProbeTiming;
import dev.sluice.core.model.Peer;
import dev.sluice.watchdog.ProbeCredentials.Shown;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
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
        open(client, address(peer), then);
    }

    /** The same, once the handshake is over if there are credentials for one. */
    void open(NetClient client, Peer peer, @Nullable Shown shown, Consumer<NetSocket> then) {
        ConnectOptions options = address(peer);
        ClientSSLOptions tls = shown == null ? null : shown.tls();
        if (shown != null && tls != null) {
            options.setHost(shown.name())
                    .setSsl(true)
                    .setSslOptions(tls.copy()
                            .setSslHandshakeTimeout(ProbeTiming.GIVE_UP.toMillis())
                            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
        }
        open(client, options, then);
    }

    private static ConnectOptions address(Peer peer) {
        return new ConnectOptions()
                .setRemoteAddress(SocketAddress.inetSocketAddress(peer.probePort(), peer.host()))
                .setHost(peer.host())
                .setPort(peer.probePort());
    }

    private void open(NetClient client, ConnectOptions options, Consumer<NetSocket> then) {
        client.connect(options).onComplete(opened -> {
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
        if (!(fault instanceof ConnectTimeoutException || fault instanceof SslHandshakeTimeoutException)) {
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
