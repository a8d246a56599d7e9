package dev.sluice.proxy.l4;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.failover.FirstAnswer;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.UpstreamLimits;
import dev.sluice.proxy.http.Candidates;
import dev.sluice.proxy.http.DialFault;
import dev.sluice.proxy.http.LoopScope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to an upstream of a route: each candidate is dialled in turn until one takes the connection. Event loop. */
final class L4Dial {

    /** Who wants to be connected. Told once. */
    interface Caller {

        /** This one took the connection; its peer is acquired, and now the caller's to release. */
        void reached(Upstream upstream, Channel channel);

        void failed(Failure failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(L4Dial.class);

    private final L4Loop loop;
    private final Candidates candidates;
    private final Introduction client;
    private final Caller caller;
    private @Nullable ChannelFuture dialling;
    private @Nullable Channel greeted;
    private long beganNanos;
    private boolean stopped;

    /**
     * One that has not begun.
     *
     * @param client as agents are told of it
     */
    L4Dial(L4Loop loop, Candidates candidates, Introduction client, Caller caller) {
        this.loop = loop;
        this.candidates = candidates;
        this.client = client;
        this.caller = caller;
    }

    void start() {
        Upstream first = candidates.next();
        Upstream lastResort = candidates.plan().lastResort();
        if (first != null) {
            dial(first, false);
        } else if (lastResort != null) {
            dial(candidates.lastResort(lastResort), true);
        } else {
            end(Failure.OUTAGE);
        }
    }

    /** Gives up; nobody is told. */
    void stop() {
        stopped = true;
        if (dialling != null) {
            dialling.cancel(false);
        }
        if (greeted != null) {
            greeted.close();
        }
    }

    /** How long the last dial took, nanoseconds. */
    long nanos() {
        return System.nanoTime() - beganNanos;
    }

    private void dial(Upstream upstream, boolean lastResort) {
        UpstreamLimits limits = scope().options().upstreams();
        beganNanos = System.nanoTime();
        upstream.vitals().acquire();
        ChannelFuture attempt = loop.dial(upstream, lastResort ? limits.lastResortDial() : limits.dial());
        dialling = attempt;
        attempt.addListener(done -> dialled(upstream, lastResort, attempt));
    }

    private void dialled(Upstream upstream, boolean lastResort, ChannelFuture attempt) {
        dialling = null;
        Throwable cause = attempt.cause();
        if (stopped) {
            upstream.vitals().release();
            attempt.channel().close();
        } else if (attempt.isSuccess() && loop.ownDials().isLoopDialled(attempt.channel())) {
            LOG.warn(
                    "Route {} leads back to this Sluice: {} is {}:{}, where it listens itself",
                    candidates.plan().route().label(),
                    upstream.peerName(),
                    upstream.host(),
                    upstream.port());
            upstream.vitals().release();
            attempt.channel().close();
            end(Failure.LOOP);
        } else if (attempt.isSuccess()) {
            if (upstream.isAgent()) {
                greet(upstream, lastResort, attempt.channel());
            } else {
                reached(upstream, attempt.channel());
            }
        } else {
            upstream.vitals().release();
            refused(upstream, lastResort, cause == null ? new IllegalStateException("cancelled") : cause);
        }
    }

    private void greet(Upstream agent, boolean lastResort, Channel channel) {
        greeted = channel;
        AgentCall.begin(loop, agent, channel, client.towards(candidates.plan().lanTargetFor(agent)), failure -> {
            greeted = null;
            if (stopped) {
                agent.vitals().release();
                channel.close();
            } else if (failure == null) {
                reached(agent, channel);
            } else {
                agent.vitals().release();
                channel.close();
                refused(agent, lastResort, failure);
            }
        });
    }

    private void reached(Upstream upstream, Channel channel) {
        stopped = true;
        FirstAnswer firstAnswer = candidates.plan().firstAnswer();
        if (firstAnswer != null && !firstAnswer.isAnswered()) {
            firstAnswer.note(System.nanoTime());
        }
        caller.reached(upstream, channel);
    }

    private void refused(Upstream upstream, boolean lastResort, Throwable cause) {
        DialFault fault = lastResort ? DialFault.PEER : DialFault.of(cause);
        if (fault == DialFault.LOCAL) {
            end(Failure.LOCAL_RESOURCES);
            return;
        }
        // A listen port of its own says nothing of the peer as a whole: no suspicion then, only the next one's turn.
        if (fault == DialFault.PEER && upstream.ownPort() && upstream.vitals().suspect()) {
            String evidence = DialFault.evidence(cause, upstream.host() + ":" + upstream.port());
            scope().faults().suspect(upstream.peerId(), evidence, System.nanoTime());
        }
        Upstream next = lastResort ? null : candidates.next();
        if (next == null && !lastResort) {
            next = candidates.newest(scope().table());
        }
        if (next == null) {
            upstream.vitals().countFailed();
            end(Failure.OUTAGE);
        } else {
            upstream.vitals().countRetried();
            dial(next, false);
        }
    }

    private void end(Failure failure) {
        stopped = true;
        caller.failed(failure);
    }

    private LoopScope scope() {
        return loop.scope();
    }
}
