package dev.sluice.proxy.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A channel whose other side has ended while we go on writing. Netty 4.2.18 cuts or forgets a large answer then, on both of
 * its native transports, once a write has to wait; this puts each right by what lies beneath its API. A test for each
 * transport tells when it is no longer needed.
 */
public final class HalfClosure {

    private static final long RETRY_MILLIS = 10;

    private final Channel channel;
    private boolean retrying;

    /** The channel's input has ended. Event loop. */
    public HalfClosure(Channel channel) {
        this.channel = channel;
        EpollMask.rest(channel);
        flushed();
    }

    /** Whether tunnels work on epoll in this process. */
    public static boolean worksOnEpoll() {
        return EpollMask.isReachable();
    }

    /** Whether tunnels work on io_uring in this process. */
    public static boolean worksOnIoUring() {
        return IoUringPolls.isReachable();
    }

    /** Something was flushed: sees to it that it leaves. */
    public void flushed() {
        if (!retrying && isWaiting() && IoUringPolls.concerns(channel)) {
            retrying = true;
            channel.eventLoop().schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isWaiting() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return channel.isOpen() && out != null && !out.isEmpty();
    }

    private void retry() {
        retrying = false;
        if (isWaiting()) {
            IoUringPolls.retryWrite(channel);
            flushed();
        }
    }
}
