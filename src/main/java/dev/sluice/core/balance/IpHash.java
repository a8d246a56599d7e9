package dev.sluice.core.balance;

/**
 * The same client on the same member, by rendezvous (highest random weight) hashing over the client's address and the
 * peer's id: a lost member moves only its own clients, and a returning one takes only those back. IPv6 clients count by
 * their /64, the part that a home or a phone keeps.
 */
final class IpHash implements Policy {

    private static final int V6_PREFIX_BYTES = 8;

    @Override
    public Upstream[] order(Upstream[] candidates, Caller caller, int turn) {
        int n = candidates.length;
        if (n < 2) {
            return candidates;
        }
        long client = hash(caller.address());
        Upstream[] order = candidates.clone();
        double[] score = new double[n];
        for (int i = 0; i < n; i++) {
            score[i] = score(client, order[i]);
        }
        for (int i = 1; i < n; i++) {
            Upstream upstream = order[i];
            double own = score[i];
            int slot = i;
            while (slot > 0 && score[slot - 1] < own) {
                order[slot] = order[slot - 1];
                score[slot] = score[slot - 1];
                slot--;
            }
            order[slot] = upstream;
            score[slot] = own;
        }
        return order;
    }

    /** Weighted rendezvous score: -weight / ln(u) with u uniform in (0, 1). */
    private static double score(long client, Upstream upstream) {
        long bits = mix(client ^ mix(upstream.peerId()));
        double uniform = ((bits >>> 11) + 0.5) * 0x1.0p-53;
        return -upstream.weight() / Math.log(uniform);
    }

    private static long hash(byte[] address) {
        boolean v6 = address.length == 16 && !isMappedV4(address);
        int from = v6 || address.length < 16 ? 0 : 12;
        int to = v6 ? V6_PREFIX_BYTES : address.length;
        long h = 0xcbf29ce484222325L ^ (to - from);
        for (int i = from; i < to; i++) {
            h = mix(h ^ (address[i] & 0xff));
        }
        return h;
    }

    /** An IPv4 address in IPv6 clothes (::ffff:a.b.c.d): all of them share one /64. */
    private static boolean isMappedV4(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == -1 && address[11] == -1;
    }

    /** The finisher of SplitMix64: every input bit reaches every output bit. */
    private static long mix(long z) {
        long x = z + 0x9e3779b97f4a7c15L;
        x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
