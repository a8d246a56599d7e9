package dev.sluice.proxy.http;

import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.header.ClientIdentity;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many client connections are open, in total and per address, over all event loops. */
public final class ConnectionCaps {

    private final ClientLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> perAddress = new ConcurrentHashMap<>();

    public ConnectionCaps(ClientLimits limits) {
        this.limits = limits;
    }

    /** Counts a new connection; false if it is one too many, and then not counted. */
    public boolean enter(ClientIdentity client) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            return false;
        }
        if (client.isCounted() && perAddress.merge(client.peer(), 1, Integer::sum) > limits.connectionsPerAddress()) {
            leave(client);
            return false;
        }
        return true;
    }

    /** A counted connection has closed. */
    public void leave(ClientIdentity client) {
        open.decrementAndGet();
        if (client.isCounted()) {
            perAddress.computeIfPresent(client.peer(), (address, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Client connections that are open now. */
    public int open() {
        return open.get();
    }
}
