package dev.sluice.proxy;

import java.util.Locale;

/** Everything that can go wrong with a request: the status it gives, its log code, whose fault it is. */
public enum Failure {
    BAD_REQUEST(400, Fault.CLIENT, "The request is not valid HTTP."),
    BAD_HOST(400, Fault.CLIENT, "Host: expected exactly one valid host name or address."),
    BAD_TARGET(400, Fault.CLIENT, "Request target: expected a path, without fragment or control characters."),
    BAD_BODY(400, Fault.CLIENT, "The request's body is not framed as HTTP asks for."),
    OBSOLETE_FOLDING(400, Fault.CLIENT, "A header field is folded over two lines, which HTTP no longer allows."),
    /** The route wants a password, and this is none that is right. */
    PASSWORD_WANTED(401, Fault.CLIENT, "A user name and a password are asked for here."),
    /** The route's access refuses the client's address. */
    ADDRESS_DENIED(403, Fault.CLIENT, "Your address may not come in here."),
    /** None of the route's access windows is open. */
    WINDOW_CLOSED(403, Fault.CLIENT, "This service is closed at this hour."),
    /** The same on a route that says when it opens. */
    WINDOW_OPENS_LATER(503, Fault.CLIENT, "This service is closed at this hour."),
    /** One client lets too many passwords be verified at once, or all clients together do. */
    PASSWORDS_BUSY(503, Fault.OURS, "Too many passwords are being verified."),
    /** The service that the route asks about its visitors. */
    AUTH_UNREACHABLE(502, Fault.UPSTREAM, "The service that decides who may come in cannot be reached."),
    AUTH_INVALID(502, Fault.UPSTREAM, "The service that decides who may come in gave no valid answer."),
    AUTH_BUSY(503, Fault.OURS, "Too many requests wait for the service that decides who may come in."),
    AUTH_TIMEOUT(504, Fault.UPSTREAM, "The service that decides who may come in did not answer in time."),
    /** At an agent: whoever asks is not the front door that it is paired with. */
    NOT_ADMITTED(403, Fault.CLIENT, "Only the front door may ask here."),
    NO_ROUTE(404, Fault.CLIENT, "No route leads to this host."),
    METHOD_REFUSED(405, Fault.CLIENT, "This method is not passed on."),
    SLOW_HEAD(408, Fault.CLIENT, "The request's head took too long."),
    SLOW_BODY(408, Fault.CLIENT, "The request's body came too slowly."),
    /** The route takes no body as long as that. */
    BODY_TOO_LARGE(413, Fault.CLIENT, "The request's body is too large."),
    /** The client asks more of the route than it takes of one. */
    RATE_LIMITED(429, Fault.CLIENT, "Too many requests in a short time."),
    TARGET_TOO_LONG(414, Fault.CLIENT, "The request target is too long."),
    EXPECTATION_UNKNOWN(417, Fault.CLIENT, "Expect: only 100-continue is known."),
    MISDIRECTED(421, Fault.CLIENT, "What the request asks for is not served on this connection."),
    /** A TCP connection whose route goes by the server name; it is closed, no answer says so. */
    BAD_HELLO(400, Fault.CLIENT, "The connection does not begin with a TLS ClientHello."),
    CLEAR_TEXT(400, Fault.CLIENT, "This port speaks HTTPS only."),
    TLS_FAILED(400, Fault.CLIENT, "The TLS handshake failed."),
    HEAD_TOO_LARGE(431, Fault.CLIENT, "The request's head is too large."),
    CODING_UNKNOWN(501, Fault.CLIENT, "Transfer-Encoding: only chunked is known."),
    VERSION_UNKNOWN(505, Fault.CLIENT, "Only HTTP/1.0 and HTTP/1.1 are spoken here."),
    LOOP(508, Fault.CLIENT, "The request has passed here too often."),
    /** The client left before the answer was complete; 499 is written to the log only. */
    CLIENT_GONE(499, Fault.CLIENT, "The client left."),
    /** The client stopped taking its answer. */
    SLOW_READER(499, Fault.CLIENT, "The client stopped reading."),

    /** No upstream is usable, or none could be reached. */
    OUTAGE(503, Fault.UPSTREAM, "This service cannot be reached at the moment."),
    /** All that could be asked failed this route too often lately. */
    CIRCUIT_OPEN(503, Fault.UPSTREAM, "This service failed too often, and is left alone for a while."),
    UPSTREAM_CLOSED(502, Fault.UPSTREAM, "The service closed the connection without an answer."),
    UPSTREAM_INVALID(502, Fault.UPSTREAM, "The service's answer is not valid HTTP."),
    /** The answer broke off; where its head had gone out already, the client sees a cut message. */
    UPSTREAM_CUT(502, Fault.UPSTREAM, "The service's answer broke off."),
    /** An agent says that it is not ready for the route, and no other candidate is left. */
    GATEWAY_UNREADY(502, Fault.UPSTREAM, "The gateway is not ready for this service."),
    UPSTREAM_TIMEOUT(504, Fault.UPSTREAM, "The service did not answer in time."),

    /** At an agent: the LAN host cannot be reached. */
    LAN_REFUSED(502, Fault.UPSTREAM, "The service refuses connections."),
    /** At an agent: the LAN host sleeps and is being woken; a browser is told to come back. */
    WAKING(503, Fault.UPSTREAM, "The machine with this service is being woken."),
    /** At an agent: no route of its own leads to that host. */
    NOT_MINE(502, Fault.OURS, "This gateway does not carry that service."),
    /** At an agent: it has no routes yet. */
    STARTING(503, Fault.OURS, "This gateway is just starting."),

    /** All connections to the upstream were taken for too long; no fault of the peer's. */
    UPSTREAM_BUSY(503, Fault.OURS, "Too many requests are waiting for this service."),
    /** Descriptors, ports or buffers ran out on this machine. */
    LOCAL_RESOURCES(503, Fault.OURS, "The front door is out of resources."),
    INTERNAL(500, Fault.OURS, "The front door failed.");

    /** Whose fault a failure is. */
    public enum Fault {
        CLIENT,
        UPSTREAM,
        OURS
    }

    private final int status;
    private final Fault fault;
    private final String sentence;
    private final String code = name().toLowerCase(Locale.ROOT);

    Failure(int status, Fault fault, String sentence) {
        this.status = status;
        this.fault = fault;
        this.sentence = sentence;
    }

    /** What the client gets, if its answer has not begun. */
    public int status() {
        return status;
    }

    /** The spelling in logs and error answers. */
    public String code() {
        return code;
    }

    public Fault fault() {
        return fault;
    }

    /** What the client is told; nothing internal. */
    public String sentence() {
        return sentence;
    }

    /** Whether the client's connection is as good as before, though the fault is its own. */
    public boolean keepsConnection() {
        return this == NO_ROUTE
                || this == PASSWORD_WANTED
                || this == ADDRESS_DENIED
                || this == WINDOW_CLOSED
                || this == WINDOW_OPENS_LATER
                || this == RATE_LIMITED;
    }

    /** Whether the same request may well succeed a little later. */
    public boolean retryable() {
        return status == 503;
    }
}
