package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.Terms;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.header.GatewayError;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one request goes: to its first upstream, and from each that fails to the next that it may be sent to. Event loop.
 */
final class Course {

    private static final int MOST_REDIALS = 3;

    private final Exchange exchange;
    private final Candidates candidates;
    private final @Nullable Sticking sticking;
    private @Nullable Attempt attempt;
    private @Nullable WakeWait waking;
    private boolean mayResend;
    private int redials;

    /**
     * One that has not begun.
     *
     * @param mayResend whether the request may be sent a second time
     */
    Course(Exchange exchange, RoutePlan plan, boolean mayResend) {
        this.exchange = exchange;
        this.sticking = plan.stickiness() == null ? null : new Sticking(plan.stickiness(), exchange.client());
        this.candidates =
                new Candidates(plan, sticking == null ? exchange.client().caller() : sticking.caller());
        this.mayResend = mayResend;
    }

    Candidates candidates() {
        return candidates;
    }

    RoutePlan plan() {
        return candidates.plan();
    }

    /** How long an answer's body may be silent. */
    long idleNanos() {
        Duration usual = exchange.loop().options().upstreams().responseIdle();
        Terms terms = plan().terms();
        return terms == null ? usual.toNanos() : terms.idleNanos(usual);
    }

    /** Goes to the first, if the route takes such a request. */
    void begin() {
        Terms terms = plan().terms();
        if (terms == null || isTaken(terms)) {
            toFirst();
        } else {
            exchange.fail(Failure.BODY_TOO_LARGE);
        }
    }

    private boolean isTaken(Terms terms) {
        Upload upload = exchange.upload();
        if (upload != null) {
            if (exchange.client().declaredBytes() > terms.maxBodyBytes()) {
                return false;
            }
            upload.limit(terms.maxBodyBytes());
        }
        terms.countRequest();
        return true;
    }

    private void toFirst() {
        Upstream first = candidates.next();
        Upstream lastResort = plan().lastResort();
        Breakers circuits = plan().circuits();
        if (first != null) {
            attempt(first, false);
        } else if (lastResort != null) {
            attempt(candidates.lastResort(lastResort), true);
        } else if (circuits != null && candidates.metOpenCircuit()) {
            OpenCircuit.fail(exchange, circuits);
        } else {
            exchange.fail(Failure.OUTAGE);
        }
    }

    private void attempt(Upstream upstream, boolean lastResort) {
        Attempt next = new Attempt(exchange, upstream, lastResort);
        attempt = next;
        next.start();
    }

    /**
     * The dial to that one failed; nothing was sent, so any request may go on.
     *
     * @param cause null if connections were lost as they were handed out
     */
    void dialNext(Upstream lost, boolean wasLastResort, @Nullable Throwable cause) {
        if (!DialFault.isName(cause)) {
            candidates.failed();
        }
        Upstream next = wasLastResort ? null : candidates.next();
        if (next == null && !wasLastResort) {
            next = candidates.newest(exchange.loop().table());
        }
        if (next != null) {
            lost.vitals().countRetried();
            attempt(next, false);
        } else if (!waitsForWaking(lost, cause)) {
            lost.vitals().countFailed();
            exchange.fail(exchange.loop().isAgent() ? DialFault.lanFailure(cause) : Failure.OUTAGE);
        }
    }

    /** The one that was tried is too busy; its health is not in question. */
    void nextIfAny(boolean wasLastResort, Failure otherwise) {
        Upstream next = wasLastResort ? null : candidates.next();
        if (next == null && !wasLastResort) {
            next = candidates.newest(exchange.loop().table());
        }
        if (next == null) {
            exchange.fail(otherwise);
        } else {
            attempt(next, false);
        }
    }

    /** At an agent, a LAN host that can be woken is waited for; a browser is told so meanwhile. */
    private boolean waitsForWaking(Upstream lost, @Nullable Throwable cause) {
        if (plan().route().wakeMac() == null
                || exchange.loop().options().hops().wakePatience().isZero()
                || DialFault.isName(cause)) {
            return false;
        }
        if (exchange.client().wantsPage()) {
            exchange.fail(Failure.WAKING);
            return true;
        }
        WakeWait known = waking;
        WakeWait wait =
                known == null ? new WakeWait(exchange.loop(), () -> attempt(candidates.again(lost), false)) : known;
        waking = wait;
        return wait.again();
    }

    /** A pooled connection died as it was handed out: nothing was sent, the same upstream may well be fine. */
    void redial(Upstream upstream) {
        if (++redials <= MOST_REDIALS) {
            attempt(candidates.again(upstream), false);
        } else {
            dialNext(upstream, false, null);
        }
    }

    /** Whether the request may be sent a second time: once, without body, safe, and if the route allows. */
    boolean mayResend() {
        return mayResend && !exchange.isAnswered();
    }

    /**
     * Sends the request again after its connection died unanswered: elsewhere, or there if there is no other place. What
     * ended that connection may have ended all that lie idle.
     */
    void replay(Upstream lost) {
        candidates.failed();
        resend(lost);
        exchange.loop().closeIdle(lost.vitals());
        Upstream next = candidates.newest(exchange.loop().table());
        attempt(next == null ? candidates.again(lost) : next, false);
    }

    /** Goes to a better upstream, as the one it waited for is DOWN. */
    void rescued(Upstream lost, Upstream better, boolean wasSent) {
        if (wasSent) {
            resend(lost);
        }
        attempt(better, false);
    }

    private void resend(Upstream lost) {
        mayResend = false;
        exchange.client().trace().rescued = true;
        lost.vitals().countRescued();
    }

    /** An answer's head came; false if it is to be passed on. */
    boolean passesOver(Attempt from, HttpClientResponse answer) {
        if (from.upstream().isAgent() && isPassedOverByAgent(from, answer)) {
            return true;
        }
        Terms terms = plan().terms();
        if (terms != null && terms.retries(answer.statusCode()) && isRetried(terms, from, answer)) {
            return true;
        }
        if (sticking != null) {
            sticking.stickTo(from.upstream(), plan().route());
        }
        return false;
    }

    /** The route wants another candidate to be asked after such an answer: once, as long as the budget lasts. */
    private boolean isRetried(Terms terms, Attempt from, HttpClientResponse answer) {
        if (!mayResend() || exchange.asksForUpgrade() || !terms.takeRetry()) {
            return false;
        }
        Upstream next = candidates.newest(exchange.loop().table());
        if (next == null) {
            terms.giveRetryBack();
            return false;
        }
        mayResend = false;
        from.end();
        Unheeded.drain(exchange.loop().wheel(), answer);
        from.upstream().vitals().countRetried();
        attempt(next, false);
        return true;
    }

    /**
     * An answer's head came from an agent. If that says that it could not carry the request, the next candidate gets it,
     * wherever it may be sent twice. What is then left of candidates shows: a LAN host's fault as the agent tells it, the
     * agent's own as ours. The peer's health is not in question.
     *
     * @return false if the answer is to be passed on
     */
    private boolean isPassedOverByAgent(Attempt from, HttpClientResponse answer) {
        GatewayError error = GatewayError.in(answer.statusCode(), answer.headers());
        if (error == null) {
            return false;
        }
        Upstream lost = from.upstream();
        RoutingTable table = exchange.loop().table();
        Upstream next = mayResend() ? candidates.newest(table) : null;
        if (next == null && mayResend() && error == GatewayError.NOT_MINE) {
            next = candidates.renewed(table, lost);
        }
        if (next == null && error.isOfLan()) {
            return false;
        }
        from.end();
        Unheeded.drain(exchange.loop().wheel(), answer);
        if (next == null) {
            lost.vitals().countFailed();
            exchange.fail(Failure.GATEWAY_UNREADY);
        } else if (error.mayHaveArrived()) {
            rescued(lost, next, true);
        } else {
            lost.vitals().countRetried();
            attempt(next, false);
        }
        return true;
    }

    /** A 1xx answer came; false if it is not to be passed on. */
    boolean interim() {
        return attempt != null && attempt.interim();
    }

    /**
     * The last byte of the answer is here.
     *
     * @param poisoned whether the connection cannot go on
     */
    void answered(boolean poisoned) {
        if (attempt != null) {
            if (poisoned) {
                attempt.poison();
            } else {
                attempt.end();
            }
        }
    }

    /** The upstream that answers failed to do so. */
    void countFailed() {
        if (attempt != null) {
            attempt.upstream().vitals().countFailed();
            candidates.failed();
        }
    }

    /** Gives back what the attempt under way holds, and cuts it. */
    void abandon() {
        candidates.withdrawn();
        if (waking != null) {
            waking.end();
        }
        if (attempt != null) {
            attempt.abandon();
        }
    }
}
