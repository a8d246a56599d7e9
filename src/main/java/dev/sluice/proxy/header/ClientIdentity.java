package dev.sluice.proxy.header;

import dev.sluice.core.balance.Caller;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a client's connection, as far as its address tells; computed once per connection.
 *
 * <p>Behind a trusted proxy the client differs from request to request: it is the rightmost address of
 * {@code X-Forwarded-For} that is not itself trusted.
 */
public final class ClientIdentity {

    private static final String FORWARDED_FOR = "x-forwarded-for";

    private final TrustedProxies proxies;
    private final byte[] address;
    private final String text;
    private final boolean trusted;
    private final Caller caller;

    /** The identity of a connection that comes from there. */
    public ClientIdentity(TrustedProxies proxies, byte[] address) {
        this(proxies, Addresses.unmapped(address), false);
    }

    private ClientIdentity(TrustedProxies proxies, byte[] address, boolean believed) {
        this.proxies = proxies;
        this.address = address;
        this.text = Addresses.text(address);
        this.trusted = believed || !proxies.isEmpty() && proxies.contains(address);
        this.caller = new Caller(address);
    }

    /** The same as a trusted proxy, which has proved who it is. */
    public ClientIdentity believed() {
        return trusted ? this : new ClientIdentity(proxies, address, true);
    }

    /** Whether the connection comes from a trusted proxy. */
    public boolean isTrusted() {
        return trusted;
    }

    /** Whether a cap per address makes sense. */
    public boolean isCounted() {
        return !trusted && !Addresses.isLoopback(address);
    }

    /** The other end of the connection, in its usual spelling. */
    public String peer() {
        return text;
    }

    /** The other end of the connection, for policies. */
    public Caller caller() {
        return caller;
    }

    /** The client behind a request, for policies. */
    public Caller caller(MultiMap headers) {
        byte[] client = trusted ? claimed(headers) : null;
        return client == null ? caller : new Caller(client);
    }

    /** The spelling of that caller's address. */
    public String text(Caller of) {
        return of == caller ? text : Addresses.text(of.address());
    }

    private byte @Nullable [] claimed(MultiMap headers) {
        byte[] found = null;
        if (headers.contains(FORWARDED_FOR)) {
            String[] hops = String.join(",", headers.getAll(FORWARDED_FOR)).split(",", -1);
            for (int i = hops.length - 1; i >= 0; i--) {
                byte[] hop = Addresses.parse(hops[i].strip());
                if (hop == null) {
                    return found; // beyond something that is no address nothing can be believed
                }
                found = hop;
                if (!proxies.contains(hop)) {
                    return hop;
                }
            }
        }
        return found;
    }
}
