package dev.sluice.proxy.http;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Terms;
import dev.sluice.core.failover.ProbeTiming;
import java.time.Duration;

/**
 * The wait of one attempt for its answer's head: it makes a silent peer suspect after a probe's time, and gives up after
 * its own. The clock runs from the request's last byte; until then only what the upstream does not take counts.
 */
final class HeadWait extends Wheel.Entry {

    private final Exchange exchange;
    private final Attempt attempt;
    private boolean doubted;
    private boolean excused;
    private long sinceNanos;
    private long doubtNanos;

    HeadWait(Exchange exchange, Attempt attempt) {
        this.exchange = exchange;
        this.attempt = attempt;
    }

    /** The upstream owes an answer from now on. */
    void begin() {
        sinceNanos = System.nanoTime();
        doubtNanos = sinceNanos + vitals().probeTimeoutNanos();
        arm(sinceNanos);
    }

    void end() {
        exchange.loop().wheel().cancel(this);
    }

    private void arm(long now) {
        long limit = sinceNanos + limitNanos();
        boolean doubtFirst = !doubted && doubtNanos - now > 0 && doubtNanos - limit < 0;
        exchange.loop().wheel().schedule(this, doubtFirst ? doubtNanos : limit);
    }

    @Override
    protected void expired(long now) {
        Upload upload = exchange.upload();
        boolean owed = upload == null || upload.isDone() || attempt.sentNanos() == 0;
        if (upload != null && !owed) {
            sinceNanos =
                    upload.isListening() ? now : upload.lastProgressNanos(); // a client's silence has its own limit
            doubtNanos = sinceNanos + vitals().probeTimeoutNanos();
        }
        if (now - sinceNanos >= limitNanos()) {
            attempt.timedOut();
            return;
        }
        if (owed && !doubted && now - doubtNanos >= 0) {
            if (now - doubtNanos > ProbeTiming.LATE_NOTICE.toNanos() && !excused) {
                excused = true;
                doubtNanos = now + ProbeTiming.IN_DOUBT_PACE.toNanos();
            } else {
                doubted = true;
                doubt(now);
            }
        }
        arm(now);
    }

    /** The request waited as long as a probe may take; if nothing at all came meanwhile, the peer is suspect. */
    private void doubt(long now) {
        long heard = vitals().lastHeardNanos();
        if (heard == 0 || heard - sinceNanos < 0) {
            long millis = (now - sinceNanos) / 1_000_000;
            attempt.report("no answer and no sign of life for " + millis + " ms", sinceNanos);
        }
    }

    private PeerVitals vitals() {
        return attempt.upstream().vitals();
    }

    private long limitNanos() {
        Duration usual = exchange.loop().options().upstreams().responseHead();
        Terms terms = exchange.course().plan().terms();
        return terms == null ? usual.toNanos() : terms.responseHeadNanos(usual);
    }
}
