package dev.sluice.proxy.limit;

import dev.sluice.core.model.Network;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the clients of one route may still ask of it. Any thread.
 *
 * <p>No client gets a new allowance by making others be forgotten: only full ones are, which are as good as new. Each newcomer
 * makes a few be looked at. Where there is no room all the same, newcomers share allowances, by a hash that nobody can know, so that
 * whoever commands very many addresses fills those, and takes no more memory.
 */
final class Quota {

    /** Clients with an allowance of their own, at most. A few more, one for each event loop, if they come in the same moment. */
    static final int MOST_CLIENTS = 16_384;

    /** Allowances that all others share. */
    private static final int SHARED = 1_024;

    /** How many are looked at for each newcomer, at most: several, so that they go faster than they come. */
    private static final int LOOKS = 16;

    private final TimeMeter clock;
    private final ConcurrentMap<Network, Allowance> clients = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Allowance> shared = new AtomicReferenceArray<>(SHARED);
    private final int salt = ThreadLocalRandom.current().nextInt();
    private final ReentrantLock sweeping = new ReentrantLock();
    private Iterator<Map.Entry<Network, Allowance>> hand = clients.entrySet().iterator();

    Quota(TimeMeter clock) {
        this.clock = clock;
    }

    /** Takes a request of that client, if it has one left. */
    ConsumptionProbe take(Network client, BucketConfiguration terms) {
        Allowance known = clients.get(client);
        return (known == null ? newcomer(client, terms) : known).take(terms);
    }

    private Allowance newcomer(Network client, BucketConfiguration terms) {
        forgetFull();
        if (clients.size() >= MOST_CLIENTS) {
            return sharedBy(client, terms);
        }
        return clients.computeIfAbsent(client, fresh -> new Allowance(terms, clock));
    }

    private Allowance sharedBy(Network client, BucketConfiguration terms) {
        int mixed = (client.hashCode() ^ salt) * 0x9E3779B9;
        int at = (mixed ^ mixed >>> 16) & (SHARED - 1);
        Allowance known = shared.get(at);
        if (known == null) {
            shared.compareAndSet(at, null, new Allowance(terms, clock));
            known = shared.get(at);
        }
        return known;
    }

    /** A request of a client that is forgotten in the same moment is lost to its count; it could have been made before. */
    private void forgetFull() {
        if (!sweeping.tryLock()) {
            return;
        }
        try {
            for (int i = 0; i < LOOKS; i++) {
                if (!hand.hasNext()) {
                    hand = clients.entrySet().iterator();
                    return;
                }
                Map.Entry<Network, Allowance> next = hand.next();
                if (next.getValue().isFull()) {
                    clients.remove(next.getKey(), next.getValue());
                }
            }
        } finally {
            sweeping.unlock();
        }
    }

    /** Clients with an allowance of their own. */
    int clients() {
        return clients.size();
    }
}
