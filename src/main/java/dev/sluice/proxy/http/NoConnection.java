package dev.sluice.proxy.http;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.Failure;

/** What becomes of an attempt that got no connection. Event loop. */
record NoConnection(Attempt attempt, Course course, Origin origin, boolean lastResort) {

    void judge(Throwable cause) {
        Upstream upstream = attempt.upstream();
        switch (lastResort ? DialFault.PEER : DialFault.of(cause)) {
            case PEER -> {
                if (upstream.ownPort()) {
                    String evidence = DialFault.evidence(cause, upstream.host() + ":" + upstream.port());
                    attempt.report(evidence, System.nanoTime());
                }
                origin.dialFailed(cause);
            }
            case NAME -> attempt.moveOn(cause);
            case STALE -> {
                attempt.end();
                course.redial(upstream);
            }
            case BUSY -> attempt.fail(Failure.UPSTREAM_BUSY);
            case LOCAL -> attempt.fail(Failure.LOCAL_RESOURCES);
        }
    }
}
