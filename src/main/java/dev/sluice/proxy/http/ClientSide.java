package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Caller;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.RequestLog;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.header.RequestHead;
import dev.sluice.proxy.header.RequestIds;
import dev.sluice.proxy.header.ResponseHead;
import dev.sluice.proxy.header.Via;
import dev.sluice.proxy.page.ChallengePage;
import dev.sluice.proxy.page.OwnAnswer;
import dev.sluice.proxy.page.RedirectPage;
import dev.sluice.proxy.site.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The client's end of an exchange: what it asked, what it may be told, and how its connection goes on afterwards. */
final class ClientSide {

    private final LoopScope loop;
    private final ClientLink link;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Exchange exchange;
    private final RequestTrace trace = new RequestTrace();
    private Caller caller = Caller.UNKNOWN;
    private final boolean hasBody;
    private final AnswerFields fields = new AnswerFields();
    private boolean closing;
    private boolean ended;
    private boolean gone;
    private Future<Void> written = Future.succeededFuture();

    ClientSide(LoopScope loop, ClientLink link, HttpServerRequest request, Exchange exchange) {
        this.loop = loop;
        this.link = link;
        this.request = request;
        this.response = request.response();
        this.exchange = exchange;
        this.hasBody = link.hasBody(request);
        response.closeHandler(v -> left());
    }

    /** A stream closes also when its answer was written; only what comes before that is a leaving. */
    private void left() {
        if (!ended) {
            gone = true;
            exchange.clientLeft();
        }
    }

    ClientLink link() {
        return link;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }

    RequestTrace trace() {
        return trace;
    }

    Caller caller() {
        return caller;
    }

    /** Notes who asks, and under which id; the head may be unusable. */
    void identify(HeadCheck.@Nullable Result head) {
        MultiMap headers = request.headers();
        boolean usable = head != null && head.failure() == null;
        String theirs = usable && link.identity().isTrusted() ? headers.get(RequestHead.REQUEST_ID) : null;
        trace.requestId = theirs != null && RequestIds.isUsable(theirs)
                ? theirs
                : loop.ids().next();
        caller = usable ? link.identity().caller(headers) : caller;
        trace.client = usable ? link.identity().text(caller) : link.identity().peer();
        trace.host = head == null ? "" : head.host();
    }

    RequestHead.Facts facts(String authority) {
        return new RequestHead.Facts(
                link.identity(),
                trace.client,
                authority,
                link.client().scheme(),
                trace.requestId,
                Via.mark(request.version()));
    }

    /** Why the request goes no further, whatever its route; null if it does. */
    @Nullable
    Failure refusal(HeadCheck.Result head) {
        if (head.failure() != null) {
            return head.failure();
        }
        if (!link.client().serves(head.host())) {
            return Failure.MISDIRECTED;
        }
        return Via.passes(request.headers()) >= Via.MOST_PASSES ? Failure.LOOP : null;
    }

    /** Whether the request has a body. */
    boolean hasBody() {
        return hasBody;
    }

    /** How long the body is to be, where its end is told apart from that; -1 if nothing is promised. */
    long promisedBytes() {
        String length = link.isMultiplexed() ? request.getHeader(HttpHeaders.CONTENT_LENGTH) : null;
        return length == null ? -1 : Long.parseLong(length); // the decoder has made sure that it is a number
    }

    /** How long the body is said to be; -1 if nothing is said. */
    long declaredBytes() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length); // as above
    }

    boolean expectsContinue() {
        return request.version() != HttpVersion.HTTP_1_0 && request.headers().contains(HttpHeaders.EXPECT);
    }

    /** Whether the request has an {@code Upgrade} field, whatever it asks for. */
    boolean asksForUpgrade() {
        return request.headers().contains(HttpHeaders.UPGRADE);
    }

    /** Whether sending the request twice does no harm (RFC 9110 9.2.2); nor does asking twice for a WebSocket. */
    boolean isSafeToRepeat() {
        HttpMethod method = request.method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }

    /** Whether a person waits for the answer: a page may stand in for it, which asks again. */
    boolean wantsPage() {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.method() == HttpMethod.GET
                && !asksForUpgrade()
                && accept != null
                && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    void sendContinue() {
        if (expectsContinue() && !isAnswerBegun()) {
            response.writeContinue();
        }
    }

    void sendEarlyHints(MultiMap received) {
        if (request.version() != HttpVersion.HTTP_1_0 && !isAnswerBegun()) {
            MultiMap passed = HttpHeaders.headers();
            ResponseHead.writeEarlyHints(received, passed);
            response.writeEarlyHints(passed);
        }
    }

    /** Whether bytes of the final answer went out. */
    boolean isAnswerBegun() {
        return response.headWritten();
    }

    /** Nothing more will be taken from where this request came, and the answer says so. */
    void closeAfterwards() {
        if (!closing) {
            closing = true;
            link.announceClose(response);
        }
    }

    /**
     * Answers for a request that failed.
     *
     * @param plan of its route; null if none was found
     */
    void answer(Failure failure, @Nullable RoutePlan plan) {
        if (beforeOwnAnswer(failure)) {
            end(failure.status(), own(plan).prepare(failure, link.client()));
        }
    }

    /** In whose words the request is answered. */
    FailureAnswer own(@Nullable RoutePlan plan) {
        return new FailureAnswer(loop, request, trace, plan);
    }

    /** Answers with where to ask by HTTPS, if the route wants that; notes what answers by HTTPS shall say. */
    boolean isSentToHttps(HeadCheck.Result head, Route route) {
        Integer hsts = route.hstsMaxAgeSeconds();
        if (hsts != null && link.client().isTls()) {
            fields.strictTransport(hsts);
        }
        String location = loop.redirect().location(link, head, request.headers(), route);
        if (location == null) {
            return false;
        }
        beginOwnAnswer(hasBody);
        end(308, RedirectPage.prepare(response, location, trace.requestId));
        return true;
    }

    /** Answers for the route. */
    void answer(Reply reply, @Nullable RoutePlan plan) {
        beginOwnAnswer(isUnread());
        Buffer page = own(plan).standIn(reply);
        end(reply.status(), page == null ? OwnAnswer.prepare(response, reply, trace.requestId) : page);
    }

    /** What the route makes of the request's and the answer's fields. */
    AnswerFields fields() {
        return fields;
    }

    /** Answers a certificate authority. */
    void answerChallenge(String answer) {
        beginOwnAnswer(hasBody);
        end(200, ChallengePage.prepare(response, answer, trace.requestId));
    }

    /** What every answer says, whoever made it. */
    void writeOwnFields() {
        fields.write(response.headers());
    }

    private void end(int status, Buffer body) {
        boolean headOnly = request.method() == HttpMethod.HEAD;
        trace.status = status;
        trace.bytesOut = headOnly ? 0 : body.length();
        ended = true;
        written = headOnly ? response.end() : response.end(body);
    }

    /** The upstream's answer ends: with a body that Vert.x has seen nothing of, with these last bytes, or with none. */
    void endAnswer(@Nullable ByteBuf whole, @Nullable Buffer last) {
        ended = true;
        written = last != null ? response.end(last) : whole == null ? response.end() : link.endWhole(response, whole);
    }

    private boolean beforeOwnAnswer(Failure failure) {
        if (gone || failure.status() == RequestTrace.CLIENT_LEFT) {
            return false;
        }
        boolean unread = isUnread();
        boolean untrusted = failure.fault() == Failure.Fault.CLIENT && !failure.keepsConnection();
        beginOwnAnswer(unread || untrusted);
        return true;
    }

    private boolean isUnread() {
        Upload upload = exchange.upload();
        return upload == null ? hasBody : !upload.isDone();
    }

    private void beginOwnAnswer(boolean closes) {
        if (closes || loop.isDraining()) {
            closeAfterwards();
        }
        response.headers().clear();
        writeOwnFields();
    }

    /** Cuts an answer under way, so that it cannot be taken for complete. */
    void cut(boolean abruptly) {
        ended = true;
        link.cut(response, abruptly);
    }

    /** The request becomes a tunnel: what is to be told of it so far. */
    FinishedRequest switched(Candidates candidates) {
        ended = true;
        trace.status = HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        return trace.finished(request, link.client().scheme(), null, candidates, null);
    }

    /** The exchange is over: tells of it, and lets the connection go on or end. */
    void finished(RequestLog log, @Nullable Upload upload, @Nullable Candidates candidates, @Nullable Failure failure) {
        if (trace.status == 0 && isAnswerBegun()) {
            trace.status = response.getStatusCode();
        }
        link.ended(exchange, written, closing && !gone);
        log.finished(trace.finished(request, link.client().scheme(), upload, candidates, failure));
    }
}
