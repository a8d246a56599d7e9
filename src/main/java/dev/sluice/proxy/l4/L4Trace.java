package dev.sluice.proxy.l4;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.http.Candidates;
import org.jspecify.annotations.Nullable;

/** What will be told of one L4 connection when it is over, as it becomes known. */
final class L4Trace {

    private static final int CONNECTED = 200;

    private final long startedMillis = System.currentTimeMillis();
    private final long startedNanos = System.nanoTime();
    private final String id;
    private final int port;
    String client;
    /** Whether a server name was asked for at all. */
    boolean tls;

    String serverName = "";
    long routeId;
    long dialNanos = -1;
    long bytesIn;
    long bytesOut;

    L4Trace(String id, String client, int port) {
        this.id = id;
        this.client = client;
        this.port = port;
    }

    FinishedRequest finished(@Nullable Candidates candidates, @Nullable Failure failure) {
        Upstream peer = candidates == null ? null : candidates.current();
        return new FinishedRequest(
                startedMillis,
                id,
                client,
                FinishedRequest.TCP,
                tls ? "tls" : "tcp",
                serverName,
                ":" + port,
                "-",
                dialNanos >= 0 || failure == null ? CONNECTED : failure.status(),
                bytesIn,
                bytesOut,
                System.nanoTime() - startedNanos,
                dialNanos,
                routeId,
                peer == null ? 0 : peer.peerId(),
                candidates == null ? 0 : candidates.tried(),
                false,
                failure == null ? null : failure.code(),
                null);
    }
}
