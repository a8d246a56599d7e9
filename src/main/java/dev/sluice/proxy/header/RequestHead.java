package dev.sluice.proxy.header;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules for a request's fields on their way to an upstream. */
public final class RequestHead {

    public static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence GATEWAY_TARGET = HttpHeaders.createOptimized("x-gateway-target");
    private static final CharSequence GATEWAY_DOMAIN = HttpHeaders.createOptimized("x-gateway-target-domain");
    private static final String GATEWAY_PREFIX = "x-gateway-";
    private static final String CERTIFICATE = "client-cert";
    private static final String CERTIFICATES = "client-cert-chain";

    private RequestHead() {}

    /**
     * What is known of the request beyond its fields.
     *
     * @param host Host as it goes on
     * @param client the client's address after trusted proxies
     * @param via our mark, of {@link Via#mark}
     */
    public record Facts(
            ClientIdentity identity, String client, String host, String scheme, String requestId, CharSequence via) {}

    /** Writes the upstream request's fields. */
    public static void write(MultiMap received, MultiMap to, Facts facts) {
        HopByHop.Named named = HopByHop.named(received);
        Iterator<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> fields = Fields.of(received);
        while (fields.hasNext()) {
            Map.Entry<? extends CharSequence, ? extends CharSequence> field = fields.next();
            String name = field.getKey().toString();
            if (!isOurs(name) && !HopByHop.isFixed(name) && (named == null || !named.drops(name))) {
                to.add(field.getKey(), field.getValue());
            }
        }
        if (facts.identity().isTrusted()) {
            passCertificates(received, to);
        }
        to.set(HttpHeaders.HOST, facts.host());
        ForwardedHeaders.write(received, to, facts.identity(), facts.client(), facts.host(), facts.scheme());
        to.set(REQUEST_ID, facts.requestId());
        Via.append(received, to, facts.via());
    }

    /** Whether that is where a proxy tells which certificate a client has shown (RFC 9440): no client tells that itself. */
    private static boolean isCertificate(String name) {
        return name.length() == CERTIFICATE.length() && FieldName.is(name, CERTIFICATE)
                || name.length() == CERTIFICATES.length() && FieldName.is(name, CERTIFICATES);
    }

    /** A proxy before us may have asked for it, and so may the front door of an agent. */
    private static void passCertificates(MultiMap received, MultiMap to) {
        received.getAll(CERTIFICATE).forEach(value -> to.add(CERTIFICATE, value));
        received.getAll(CERTIFICATES).forEach(value -> to.add(CERTIFICATES, value));
    }

    /**
     * Adds where a gateway should carry the request.
     *
     * @param lanTarget host:port in its LAN; null if it decides by domain
     * @param domain the request's host
     */
    public static void writeGateway(MultiMap to, @Nullable String lanTarget, String domain) {
        if (lanTarget != null) {
            to.set(GATEWAY_TARGET, lanTarget);
        }
        to.set(GATEWAY_DOMAIN, domain);
    }

    /** Whether the names are those of one field for upstreams that take {@code _} for {@code -}. */
    public static boolean isSame(String name, String other) {
        return FieldName.is(name, other.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Fields that a client cannot bring along: we write them, or nobody does. */
    public static boolean isOurs(String name) {
        if (name.isEmpty()) {
            return true;
        }
        return switch (name.charAt(0) | 0x20) {
            case 'h' -> FieldName.is(name, "host");
            case 'v' -> FieldName.is(name, "via");
            case 'c' ->
                isCertificate(name)
                        || name.indexOf('_') == 7 && FieldName.is(name, "content-length"); // of another body
            case 'p' -> FieldName.is(name, "proxy"); // CGI would make HTTP_PROXY of it
            case 'f' -> ForwardedHeaders.owns(name);
            case 'x' ->
                FieldName.startsWith(name, GATEWAY_PREFIX)
                        || FieldName.is(name, "x-request-id")
                        || ForwardedHeaders.owns(name);
            default -> false;
        };
    }
}
