package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.site.Maintenance;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Reply;
import dev.sluice.proxy.site.Visit;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to the last byte of its answer, whichever upstreams its course leads to. All of it happens on
 * one event loop.
 */
final class Exchange {

    private final LoopScope loop;
    private final ClientSide client;
    private @Nullable UpstreamSide upstreamSide;
    private @Nullable Course course;
    private @Nullable Upload upload;
    private @Nullable Download download;
    private final Arrival arrival;
    private @Nullable Visit visit;
    private @Nullable RoutePlan plan;
    private boolean over;

    Exchange(LoopScope loop, ClientLink link, HttpServerRequest request) {
        this.loop = loop;
        this.client = new ClientSide(loop, link, request, this);
        this.arrival = new Arrival(this);
    }

    LoopScope loop() {
        return loop;
    }

    ClientSide client() {
        return client;
    }

    /** Where the request goes; there is none before a route is found. */
    Course course() {
        if (course == null) {
            throw new IllegalStateException("no course before a route is found");
        }
        return course;
    }

    @Nullable
    Upload upload() {
        return upload;
    }

    /** Checks the head, finds the route, and sends the request on its way. */
    void begin() {
        arrival.begin();
    }

    boolean isOver() {
        return over;
    }

    /** What comes of the body is held back from now on, until there is somebody to take it. */
    void takeBody() {
        if (upload == null && client.hasBody()) {
            upload = new Upload(this, client.request(), client.expectsContinue());
        }
    }

    /** The request is one of that route's. */
    void lead(HeadCheck.Result head, RoutePlan plan) {
        client.trace().routeId = plan.route().id();
        this.plan = plan;
        if (client.isSentToHttps(head, plan.route())) {
            finish(null);
            return;
        }
        Maintenance all = loop.table().maintenance();
        Reply closed = all == null || ChallengeAnswers.asks(head)
                ? null
                : loop.sites().closed(all, client.request(), client.caller().address(), client.trace().requestId);
        if (closed != null) {
            reply(closed);
        } else if (plan.route().site().isPlain()) {
            forward(head, plan);
        } else {
            takeBody(); // before this returns: what comes meanwhile is to wait
            Visit entering = client.fields().begin(loop.sites().of(plan.route()), client, head);
            visit = entering;
            entering.enter(new Entry(this, head, plan));
        }
    }

    /** The request goes to an upstream. */
    void forward(HeadCheck.Result head, RoutePlan plan) {
        this.plan = plan;
        upstreamSide = new UpstreamSide(client, head);
        takeBody();
        boolean mayResend = plan.route().rescue() && upload == null && client.isSafeToRepeat();
        course = new Course(this, plan, mayResend);
        course.begin();
    }

    /** The request is answered without any upstream. */
    void reply(Reply reply) {
        release();
        client.answer(reply, plan);
        finish(null);
    }

    /** Answers a request that never was a valid one. */
    void refuse(Failure failure) {
        client.identify(null);
        fail(failure);
    }

    /** Whether the head of an answer is here that will be passed on. */
    boolean isAnswered() {
        return download != null;
    }

    /** Whether the request may only go to an upstream in HTTP/1. */
    boolean asksForUpgrade() {
        return upstreamSide != null && upstreamSide.upgrade() != null;
    }

    void writeHead(HttpClientRequest to, UpstreamLink link, Upstream upstream) {
        if (upstreamSide != null) {
            upstreamSide.write(to, link, course().plan(), upstream, upload);
        }
    }

    /** The final answer's head is here. */
    void headCame(Attempt from, HttpClientResponse answer) {
        course().candidates().answered(answer.statusCode());
        if (course().passesOver(from, answer)) {
            return;
        }
        client.trace()
                .answered(from.sentNanos(), answer.statusCode(), course().plan().firstAnswer());
        Reply instead = answer.statusCode() < UpstreamFailure.FIRST
                ? null
                : UpstreamFailure.replaced(from, answer, client.own(plan));
        if (instead != null) {
            if (upload == null || upload.isDone()) {
                from.end();
                Unheeded.drain(loop.wheel(), answer);
            }
            reply(instead);
            return;
        }
        Download fresh = new Download(this, answer);
        download = fresh;
        boolean valid = answer.statusCode() >= 200;
        try {
            if (valid) {
                fresh.start(client.trace().requestId);
            }
        } catch (IllegalArgumentException e) {
            valid = false;
        }
        if (!valid) {
            course().countFailed();
            fail(Failure.UPSTREAM_INVALID);
        }
    }

    /** The answer's head is a 101; false if it is not the one that was asked for. */
    boolean switches(Attempt from, Http1UpstreamLink connection, HttpResponse answer) {
        Upgrade upgrade = upstreamSide == null ? null : upstreamSide.upgrade();
        over = upgrade != null && upgrade.carryOut(from, connection, answer, course().candidates());
        return over;
    }

    /** A body that the client holds back until then is due. */
    void continues() {
        if (upload != null && upload.continued()) {
            client.sendContinue();
        }
    }

    /** 103 came from the upstream. */
    void earlyHints(MultiMap headers) {
        if (course != null && course.interim()) {
            client.sendEarlyHints(headers);
        }
    }

    /** The answer's last byte is here, and may wait for the client to take what is before it. */
    void answerCame() {
        if (download != null) {
            download.complete();
        }
    }

    /** Takes bytes of the answer that Vert.x has not seen; false if it has to. */
    boolean takes(ByteBuf bytes, long given) {
        return download != null && download.takes(bytes, given);
    }

    /** What the upstream's connection had to read is read. */
    void readComplete() {
        if (download != null) {
            download.flush();
        }
    }

    /** The client takes its answer again. */
    void drained() {
        if (download != null) {
            download.drained();
        }
    }

    /**
     * The answer's last byte is here and about to be written.
     *
     * @param upstreamCloses whether the upstream said that its connection ends with this answer
     */
    void answerEnding(boolean upstreamCloses) {
        boolean early = upload != null && !upload.isDone();
        if (early) {
            client.closeAfterwards();
        }
        if (course != null) {
            course.answered(early || upstreamCloses);
        }
    }

    /** The answer is written to its end. */
    void answerWritten() {
        finish(null);
    }

    /** The answer broke off. */
    void answerCut() {
        if (course != null) {
            course.countFailed();
        }
        fail(Failure.UPSTREAM_CUT);
    }

    /** The client's connection is gone. */
    void clientLeft() {
        if (!over) {
            release();
            finish(Failure.CLIENT_GONE);
        }
    }

    /** Ends the request with that failure: by an answer of ours if none has begun, else by cutting the one under way. */
    void fail(Failure failure) {
        if (over) {
            return;
        }
        boolean partly = client.isAnswerBegun();
        release();
        if (partly) {
            client.cut(failure == Failure.SLOW_READER || download != null && download.isCloseDelimited());
        } else {
            client.answer(failure, plan);
        }
        finish(failure);
    }

    /** Both bodies first: a reset reports itself to whoever still listens. */
    private void release() {
        arrival.end();
        if (visit != null) {
            visit.abandoned();
        }
        if (download != null) {
            download.stop();
        }
        if (upload != null) {
            upload.stop();
        }
        if (course != null) {
            course.abandon();
        }
    }

    private void finish(@Nullable Failure failure) {
        if (!over) {
            over = true;
            if (download != null) {
                client.trace().bytesOut += download.bytes();
            }
            client.finished(loop.log(), upload, course == null ? null : course.candidates(), failure);
        }
    }
}
