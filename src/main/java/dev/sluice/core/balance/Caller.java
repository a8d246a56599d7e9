package dev.sluice.core.balance;

/**
 * What a policy may know of a request.
 *
 * @param address the client's address after trusted proxies, as bytes: 4 for IPv4, 16 for IPv6
 */
public record Caller(byte[] address) {

    /** A caller of whom nothing is known. */
    public static final Caller UNKNOWN = new Caller(new byte[4]);
}
