package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP relay to a real Postgres that fails as networks do. */
public final class FaultyWay {
    public enum Mode {
        /** All bytes pass. */
        PASS,
        /** Nobody listens any more; what was open is cut. */
        CUT,
        /** Connections stay open, and nothing passes. */
        SILENT,
        /** A COMMIT reaches the server, its answer does not reach us. */
        CUT_AFTER_COMMIT,
        /** A COMMIT does not even reach the server. */
        CUT_BEFORE_COMMIT
    }

    private final Vertx vertx;
    private final SocketAddress server;
    private final NetServer relay;
    private final NetClient
            onward; // kept: one that nobody holds is closed with its connections by the garbage collector
    private final List<NetSocket> open = new CopyOnWriteArrayList<>();
    private volatile Mode mode = Mode.PASS;

    public FaultyWay(FreshDatabase database) {
        this.vertx = database.vertx;
        this.server = database.options().getSocketAddress();
        this.onward = vertx.createNetClient();
        this.relay = vertx.createNetServer().connectHandler(this::accept);
        await(relay.listen(0, "127.0.0.1"));
    }

    public int port() {
        return relay.actualPort();
    }

    public void set(Mode next) {
        mode = next;
        if (next == Mode.CUT) {
            open.forEach(NetSocket::close);
        }
    }

    private void accept(NetSocket client) {
        if (mode == Mode.CUT) {
            client.close();
            return;
        }
        open.add(client);
        client.pause();
        onward.connect(server).onComplete(up -> {
            if (up.failed()) {
                client.close();
                return;
            }
            NetSocket postgres = up.result();
            client.handler(bytes -> fromClient(bytes, client, postgres)).resume();
            postgres.handler(bytes -> {
                if (mode != Mode.SILENT) {
                    client.write(bytes);
                }
            });
            client.closeHandler(v -> postgres.close());
            postgres.closeHandler(v -> client.close());
        });
    }

    private void fromClient(Buffer bytes, NetSocket client, NetSocket postgres) {
        boolean commit = bytes.toString(StandardCharsets.ISO_8859_1).contains("COMMIT");
        if (mode == Mode.SILENT) {
            return;
        }
        if (commit && mode == Mode.CUT_BEFORE_COMMIT) {
            client.close();
        } else if (commit && mode == Mode.CUT_AFTER_COMMIT) {
            postgres.handler(answer -> client.close()); // the answer proves that it was done
            postgres.write(bytes);
        } else {
            postgres.write(bytes);
        }
    }
}
