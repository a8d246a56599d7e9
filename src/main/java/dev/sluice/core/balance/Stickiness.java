package dev.sluice.core.balance;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Sticky;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cookie by which a pool's clients stay on a member, and its value for each member. A value says nothing of the member:
 * it is a digest of when, to the microsecond, member and pool were made, which is the same at each front door of a database.
 * A value that was made up means nobody. Immutable; any thread.
 */
public final class Stickiness {

    private static final int BYTES = 15;

    private final Sticky sticky;
    private final Map<String, Long> peers = new HashMap<>();
    private final Map<Long, String> values = new HashMap<>();

    /** That of a pool with these members. */
    public Stickiness(Sticky sticky, Pool pool, Collection<Peer> members) {
        this.sticky = sticky;
        for (Peer peer : members) {
            String value = value(pool, peer);
            peers.put(value, peer.id());
            values.put(peer.id(), value);
        }
    }

    /**
     * The peer that the client is to stay on; 0 for none.
     *
     * @param cookies the values of the request's {@code Cookie} fields (RFC 6265 4.2)
     */
    public long peerIn(List<String> cookies) {
        for (String crumbs : cookies) {
            int at = 0;
            while (at < crumbs.length()) {
                int end = crumbs.indexOf(';', at);
                end = end < 0 ? crumbs.length() : end;
                Long peerId = peer(crumbs, at, end);
                if (peerId != null) {
                    return peerId;
                }
                at = end + 1;
            }
        }
        return 0;
    }

    private @Nullable Long peer(String crumbs, int from, int to) {
        int begin = from;
        while (begin < to && crumbs.charAt(begin) == ' ') {
            begin++;
        }
        String name = sticky.cookie();
        int equals = begin + name.length();
        boolean named = equals < to && crumbs.charAt(equals) == '=' && crumbs.startsWith(name, begin);
        return named ? peers.get(crumbs.substring(equals + 1, to).strip()) : null;
    }

    /**
     * The value of {@code Set-Cookie} by which the client stays on that peer; null if that is no member.
     *
     * @param path from which on the route serves
     * @param secure whether it is for HTTPS alone
     */
    public @Nullable String cookie(long peerId, String path, boolean secure) {
        String value = values.get(peerId);
        if (value == null) {
            return null;
        }
        Duration maxAge = sticky.maxAge();
        return sticky.cookie() + "=" + value + "; Path=" + (path.indexOf(';') < 0 ? path : "/")
                + (maxAge == null ? "" : "; Max-Age=" + maxAge.toSeconds()) + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    private static String value(Pool pool, Peer peer) {
        ByteBuffer made = ByteBuffer.allocate(6 * Long.BYTES).putLong(pool.id()).putLong(peer.id());
        for (Stamp stamp : List.of(pool.stamp(), peer.stamp())) {
            made.putLong(stamp.createdAt().getEpochSecond())
                    .putLong(stamp.createdAt().getNano());
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(made.array());
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
