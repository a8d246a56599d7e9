package dev.sluice.proxy.http;

import dev.sluice.core.RequestTarget;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.Failure;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request's head must hold to before anything is done for it: a refused one never reaches an upstream. */
final class HeadCheck {

    /**
     * The outcome.
     *
     * @param failure why the request is refused; null if it is not
     * @param host lower case, without port and trailing dot
     * @param authority Host as it goes on
     * @param target in origin form (or {@code *}), as received
     * @param path the normal form for routing
     */
    record Result(@Nullable Failure failure, String host, String authority, String target, String path) {

        /** The same for another host's route. */
        Result at(String routed) {
            return new Result(failure, routed, authority, target, path);
        }
    }

    /** The method that HTTP/2 begins with, and no request has (RFC 9113 3.4). */
    private static final String PREFACE = "PRI";

    private HeadCheck() {}

    /** Checks a head that the decoder took for HTTP, and at an agent also who sent it. */
    static Result check(ClientLink link, HttpServerRequest request) {
        Result checked = itself(link, request);
        AgentGate gate = link.loop().gate();
        return gate == null ? checked : Admission.check(gate, link, request, checked);
    }

    private static Result itself(ClientLink link, HttpServerRequest request) {
        HttpMethod method = request.method();
        String target = request.uri();
        if (method == HttpMethod.CONNECT
                || method == HttpMethod.TRACE
                || method.name().equals(PREFACE)) {
            return refused(Failure.METHOD_REFUSED);
        }
        if (!isToken(method.name())) {
            return refused(Failure.BAD_REQUEST);
        }
        MultiMap headers = request.headers();
        String authority = link.authority(request);
        String host = RequestTarget.host(authority);
        if (host == null) {
            return refused(Failure.BAD_HOST);
        }
        if (!RequestTarget.isClean(target)) {
            return refused(Failure.BAD_TARGET);
        }
        Failure fields = fields(headers);
        if (fields != null) {
            return refused(fields);
        }
        if (link.isMultiplexed() && !link.client().scheme().equalsIgnoreCase(request.scheme())) {
            return refused(isHttp(request.scheme()) ? Failure.MISDIRECTED : Failure.BAD_TARGET);
        }
        if (target.charAt(0) == '/') {
            return new Result(null, host, authority, target, RequestTarget.normalPath(target));
        }
        if (target.equals("*") && method == HttpMethod.OPTIONS) {
            return new Result(null, host, authority, target, "/");
        }
        return link.isMultiplexed() ? refused(Failure.BAD_TARGET) : absolute(link, method, target);
    }

    /** An absolute-form target's authority wins over Host (RFC 9112 3.2.2). */
    private static Result absolute(ClientLink link, HttpMethod method, String target) {
        int scheme = RequestTarget.schemeLength(target);
        if (scheme == 0) {
            return refused(Failure.BAD_TARGET); // authority form, or no leading slash
        }
        if (scheme == "https://".length() != link.client().isTls()) {
            return refused(Failure.MISDIRECTED);
        }
        int end = RequestTarget.authorityEnd(target, scheme);
        String authority = target.substring(scheme, end);
        String host = RequestTarget.host(authority);
        if (host == null) {
            return refused(Failure.BAD_HOST);
        }
        if (end == target.length() && method == HttpMethod.OPTIONS) {
            return new Result(null, host, authority, "*", "/"); // of the whole server (RFC 9112 3.2.4)
        }
        String origin = RequestTarget.originForm(target.substring(end));
        return new Result(null, host, authority, origin, RequestTarget.normalPath(origin));
    }

    private static @Nullable Failure fields(MultiMap headers) {
        if (headers.contains("")) {
            return Failure.BAD_REQUEST; // the decoder takes ": value"
        }
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
            if (codings.size() != 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
                return Failure.CODING_UNKNOWN;
            }
        }
        if (headers.contains(HttpHeaders.EXPECT)) {
            for (String expectation : headers.getAll(HttpHeaders.EXPECT)) {
                if (!expectation.equalsIgnoreCase("100-continue")) {
                    return Failure.EXPECTATION_UNKNOWN;
                }
            }
        }
        return null;
    }

    /** Why the decoder gave up on a head. */
    static Failure ofDecoder(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Failure.TARGET_TOO_LONG;
        }
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException) {
            return Failure.HEAD_TOO_LARGE;
        }
        return Failure.BAD_REQUEST;
    }

    private static boolean isHttp(String scheme) {
        return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
    }

    private static boolean isToken(String method) {
        for (int i = 0; i < method.length(); i++) {
            if (!RequestTarget.isTokenChar(method.charAt(i))) {
                return false;
            }
        }
        return !method.isEmpty();
    }

    static Result refused(Failure failure) {
        return new Result(failure, "", "", "", "");
    }
}
