package dev.sluice.proxy.http;

import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.RequestLog;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.tunnel.Ending;
import dev.sluice.proxy.tunnel.Tunnel;
import org.jspecify.annotations.Nullable;

/** What will be told of a request that became a tunnel, when that is over. All that is left of the request meanwhile. */
final class TunnelTrace implements Tunnel.Owner {

    private final RequestLog log;
    private final FinishedRequest head;
    private final long switchedNanos = System.nanoTime();

    /** Told to this log; the request as it was when its 101 came. */
    TunnelTrace(RequestLog log, FinishedRequest head) {
        this.log = log;
        this.head = head;
    }

    @Override
    public void ended(Tunnel tunnel, Ending ending) {
        log.finished(head.tunnelled(
                tunnel.bytesIn(), tunnel.bytesOut(), System.nanoTime() - switchedNanos, failure(ending)));
    }

    private static @Nullable String failure(Ending ending) {
        return switch (ending) {
            case CLIENT_LOST -> Failure.CLIENT_GONE.code();
            case UPSTREAM_LOST, PEER_DOWN -> Failure.UPSTREAM_CUT.code();
            case COMPLETE, LINGERED, IDLE, ROUTE_GONE, CLOSED -> null;
        };
    }
}
