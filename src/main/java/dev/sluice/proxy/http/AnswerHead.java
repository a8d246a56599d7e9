package dev.sluice.proxy.http;

import dev.sluice.proxy.header.ResponseHead;
import dev.sluice.proxy.header.Via;
import dev.sluice.proxy.site.Visit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The head of an answer on its way to the client, what it says of the body, and the trailers behind that. */
final class AnswerHead {

    /** Has a body in framing, but must have none in content (RFC 9110 15.3.6). */
    private static final int RESET_CONTENT = 205;

    private AnswerHead() {}

    /** Whether no content follows the head, whatever it says. */
    static boolean isBodiless(HttpMethod method, int status) {
        return method == HttpMethod.HEAD || status == 204 || status == RESET_CONTENT || status == 304;
    }

    /**
     * Writes the client's head; nothing is sent yet.
     *
     * @throws IllegalArgumentException if the answer's head cannot be passed on
     */
    static void write(HttpClientResponse source, ClientSide client, String requestId) {
        MultiMap received = source.headers();
        List<String> codings = received.getAll(HttpHeaders.TRANSFER_ENCODING);
        if (codings.size() > 1 || codings.size() == 1 && !codings.get(0).equalsIgnoreCase("chunked")) {
            throw new IllegalArgumentException("transfer-encoding: actual " + codings + ", expected chunked");
        }
        Visit visit = client.fields().visit();
        if (visit != null) {
            visit.restorePrefix(received);
        }
        HttpServerResponse sink = client.response();
        sink.setStatusCode(source.statusCode());
        Reason.pass(source, sink);
        ResponseHead.write(received, sink.headers(), requestId, Via.mark(source.version()));
        client.writeOwnFields();
    }

    /**
     * Frames the client's body as the head that was written wants it.
     *
     * @return whether only the connection's end tells the client that the answer is complete
     */
    static boolean frame(HttpClientResponse source, ClientSide client, boolean bodiless) {
        HttpServerResponse sink = client.response();
        if (source.statusCode() == RESET_CONTENT) {
            sink.headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        if (bodiless || source.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            return false;
        }
        if (client.request().version() != HttpVersion.HTTP_1_0) {
            sink.setChunked(true);
            return false;
        }
        client.closeAfterwards();
        return true;
    }

    /**
     * Whether an answer without any body was to have one. HTTP/2 frames it whatever it says of its length; that none at all
     * came of it is left to us (RFC 9113 8.1.1).
     */
    static boolean promisesMore(HttpClientResponse source) {
        String length =
                source.version() == HttpVersion.HTTP_2 ? source.headers().get(HttpHeaders.CONTENT_LENGTH) : null;
        return length != null && !length.equals("0");
    }

    /** Whether trailers came. */
    static boolean isTrailed(HttpClientResponse source) {
        return !source.trailers().isEmpty();
    }

    /** Passes the trailers on, but for those of that kind. */
    static void trail(HttpClientResponse source, HttpServerResponse sink, Predicate<String> dropped) {
        for (Map.Entry<String, String> field : source.trailers()) {
            String name = field.getKey();
            if (ResponseHead.mayTrail(name) && !dropped.test(name)) {
                sink.trailers().add(name, field.getValue());
            }
        }
    }
}
