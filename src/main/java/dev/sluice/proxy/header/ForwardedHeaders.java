package dev.sluice.proxy.header;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Tells upstreams who the client is and what it asked for: {@code X-Forwarded-*}, {@code X-Real-IP} and
 * {@code Forwarded} (RFC 7239). What an untrusted client says of itself is replaced; a trusted proxy's word is appended to.
 */
final class ForwardedHeaders {

    private static final CharSequence FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final CharSequence PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
    private static final CharSequence HOST = HttpHeaders.createOptimized("x-forwarded-host");
    private static final CharSequence PORT = HttpHeaders.createOptimized("x-forwarded-port");
    private static final CharSequence REAL_IP = HttpHeaders.createOptimized("x-real-ip");
    private static final CharSequence FORWARDED = HttpHeaders.createOptimized("forwarded");

    private ForwardedHeaders() {}

    /** Whether the field speaks of the client, in any spelling; it is then ours to write. */
    static boolean owns(String name) {
        return FieldName.startsWith(name, "x-forwarded-")
                || FieldName.is(name, "x-real-ip")
                || FieldName.is(name, "forwarded");
    }

    /**
     * Writes all of them.
     *
     * @param received the client's fields
     * @param to the upstream request's fields, with none of these yet
     * @param client the client's address after trusted proxies
     * @param host the Host as received
     * @param scheme http or https
     */
    static void write(
            MultiMap received, MultiMap to, ClientIdentity identity, String client, String host, String scheme) {
        boolean trusted = identity.isTrusted();
        append(to, FOR, trusted ? all(received, FOR) : null, identity.peer());
        keepOrSet(received, to, PROTO, trusted, scheme);
        keepOrSet(received, to, HOST, trusted, host);
        keepOrSet(received, to, PORT, trusted, port(host, scheme));
        keepOrSet(received, to, REAL_IP, trusted, client);
        append(to, FORWARDED, trusted ? all(received, FORWARDED) : null, element(identity.peer(), host, scheme));
    }

    private static @Nullable String all(MultiMap received, CharSequence name) {
        return received.contains(name) ? String.join(", ", received.getAll(name)) : null;
    }

    private static void append(MultiMap to, CharSequence name, @Nullable String before, String own) {
        to.set(name, before == null || before.isBlank() ? own : before + ", " + own);
    }

    private static void keepOrSet(MultiMap received, MultiMap to, CharSequence name, boolean keep, String own) {
        String theirs = keep ? received.get(name) : null;
        to.set(name, theirs == null ? own : theirs);
    }

    private static String port(String host, String scheme) {
        int colon = host.lastIndexOf(':');
        if (colon > 0 && host.charAt(host.length() - 1) != ']' && colon < host.length() - 1) {
            return host.substring(colon + 1);
        }
        return scheme.equals("https") ? "443" : "80";
    }

    private static String element(String peer, String host, String scheme) {
        boolean v6 = peer.indexOf(':') >= 0;
        return (v6 ? "for=\"[" + peer + "]\"" : "for=" + peer) + ";host=\"" + host + "\";proto=" + scheme;
    }
}
