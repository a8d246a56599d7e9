package dev.sluice.core.balance;

/**
 * What a policy may know of a request.
 *
 * @param address the client's address after trusted proxies, as bytes: 4 for IPv4, 16 for IPv6
 * @param stickTo the peer that has served the client before, if it is to stay there; 0 for none
 */
public record Caller(byte[] address, long stickTo) {

    /** A caller of whom nothing is known. */
    public static final Caller UNKNOWN = new Caller(new byte[4]);

    /** One that sticks to nobody. */
    public Caller(byte[] address) {
        this(address, 0);
    }

    /** The same, who is to stay on that peer. */
    public Caller stickingTo(long peerId) {
        return new Caller(address, peerId);
    }
}
