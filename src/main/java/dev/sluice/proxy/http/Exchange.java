package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.Failure;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to the last byte of its answer: it decides where the request goes next. All of it happens on
 * one event loop.
 */
final class Exchange {

    private static final int MOST_REDIALS = 3;

    private final LoopScope loop;
    private final ClientSide client;
    private @Nullable UpstreamSide upstreamSide;
    private @Nullable Candidates candidates;
    private @Nullable Attempt attempt;
    private @Nullable Upload upload;
    private @Nullable Download download;
    private boolean mayResend;
    private int redials;
    private boolean over;

    Exchange(LoopScope loop, ClientLink link, HttpServerRequest request) {
        this.loop = loop;
        this.client = new ClientSide(loop, link, request, this);
    }

    LoopScope loop() {
        return loop;
    }

    ClientSide client() {
        return client;
    }

    Candidates candidates() {
        if (candidates == null) {
            throw new IllegalStateException("no candidates before a route is found");
        }
        return candidates;
    }

    @Nullable
    Upload upload() {
        return upload;
    }

    /** Checks the head, finds the route, and sends the request on its way. */
    void begin() {
        HeadCheck.Result head = HeadCheck.check(client.link(), client.request());
        client.identify(head);
        Failure failure = client.refusal(head);
        if (failure != null) {
            fail(failure);
            return;
        }
        RoutePlan plan = loop.table().find(head.host(), head.path());
        if (plan == null) {
            fail(Failure.NO_ROUTE);
            return;
        }
        client.trace().routeId = plan.route().id();
        if (client.isSentToHttps(head, plan.route())) {
            finish(null);
            return;
        }
        Caller caller = client.caller();
        candidates = new Candidates(plan, caller);
        upstreamSide = new UpstreamSide(client, head);
        if (client.hasBody()) {
            upload = new Upload(this, client.request(), client.expectsContinue());
        }
        mayResend = plan.route().rescue() && upload == null && client.isSafeToRepeat();
        first(plan);
    }

    /** Answers a request that never was a valid one. */
    void refuse(Failure failure) {
        client.identify(null);
        fail(failure);
    }

    private void first(RoutePlan plan) {
        Upstream first = candidates().next();
        if (first != null) {
            attempt(first, false);
        } else if (plan.lastResort() != null) {
            attempt(candidates().lastResort(plan.lastResort()), true);
        } else {
            fail(Failure.OUTAGE);
        }
    }

    private void attempt(Upstream upstream, boolean lastResort) {
        Attempt next = new Attempt(this, upstream, lastResort);
        attempt = next;
        next.start();
    }

    /** The dial to that one failed; nothing was sent, so any request may go on. */
    void dialNext(Upstream lost, boolean wasLastResort) {
        Upstream next = wasLastResort ? null : candidates().next();
        if (next == null && !wasLastResort) {
            next = candidates().newest(loop.table());
        }
        if (next == null) {
            lost.vitals().countFailed();
            fail(Failure.OUTAGE);
        } else {
            lost.vitals().countRetried();
            attempt(next, false);
        }
    }

    /** A pooled connection died as it was handed out: nothing was sent, the same upstream may well be fine. */
    void redial(Upstream upstream) {
        if (++redials <= MOST_REDIALS) {
            attempt(candidates().again(upstream), false);
        } else {
            dialNext(upstream, false);
        }
    }

    /** Whether the request may be sent a second time: once, without body, safe, and if the route allows. */
    boolean mayResend() {
        return mayResend && download == null;
    }

    /** Sends the request again after its connection died unanswered: elsewhere, or there if there is no other place. */
    void replay(Upstream lost) {
        mayResend = false;
        client.trace().rescued = true;
        lost.vitals().countRescued();
        Upstream next = candidates().newest(loop.table());
        attempt(next == null ? candidates().again(lost) : next, false);
    }

    /** Goes to a better upstream, as the one it waited for is DOWN. */
    void rescued(Upstream lost, Upstream better, boolean wasSent) {
        if (wasSent) {
            mayResend = false;
            client.trace().rescued = true;
            lost.vitals().countRescued();
        }
        attempt(better, false);
    }

    /** Whether the request may only go to an upstream in HTTP/1. */
    boolean asksForUpgrade() {
        return upstreamSide != null && upstreamSide.upgrade() != null;
    }

    void writeHead(HttpClientRequest to, Upstream upstream) {
        if (upstreamSide != null) {
            upstreamSide.write(to, candidates().plan(), upstream);
        }
    }

    /** The final answer's head is here. */
    void headCame(Attempt from, HttpClientResponse answer) {
        client.trace()
                .answered(
                        from.sentNanos(),
                        answer.statusCode(),
                        candidates().plan().firstAnswer());
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
            from.upstream().vitals().countFailed();
            fail(Failure.UPSTREAM_INVALID);
        }
    }

    /** The answer's head is a 101; false if it is not the one that was asked for. */
    boolean switches(Attempt from, Http1UpstreamLink connection, HttpResponse answer) {
        Upgrade upgrade = upstreamSide == null ? null : upstreamSide.upgrade();
        over = upgrade != null && upgrade.carryOut(from, connection, answer, candidates());
        return over;
    }

    /** 100 came from the upstream. */
    void continueReceived() {
        if (upload != null) {
            upload.continued();
            client.sendContinue();
        }
    }

    /** 103 came from the upstream. */
    void earlyHints(MultiMap headers) {
        if (attempt != null && attempt.interim()) {
            client.sendEarlyHints(headers);
        }
    }

    /** What the upstream's connection had to read is read. */
    void readComplete() {
        if (download != null) {
            download.flush();
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
        if (attempt != null) {
            if (early || upstreamCloses) {
                attempt.poison();
            } else {
                attempt.end();
            }
        }
    }

    /** The answer is written to its end. */
    void answerWritten() {
        finish(null);
    }

    /** The answer broke off. */
    void answerCut() {
        if (attempt != null) {
            attempt.upstream().vitals().countFailed();
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
            client.cut(download != null && download.isCloseDelimited());
        } else if (failure == Failure.OUTAGE) {
            client.answerOutage(candidates().plan().outageMessage());
        } else {
            client.answer(failure);
        }
        finish(failure);
    }

    /** Both bodies first: a reset reports itself to whoever still listens. */
    private void release() {
        if (download != null) {
            download.stop();
        }
        if (upload != null) {
            upload.stop();
        }
        if (attempt != null) {
            attempt.abandon();
        }
    }

    private void finish(@Nullable Failure failure) {
        if (!over) {
            over = true;
            if (download != null) {
                client.trace().bytesOut += download.bytes();
            }
            client.finished(loop.log(), upload, candidates, failure);
        }
    }
}
