package dev.sluice.proxy.tunnel;

import io.netty.channel.Channel;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * What Netty 4.2.18 believes of its polls on io_uring, where that is wrong once the other side has ended.
 *
 * <p>Writing: the kernel completes every poll of such a socket, also one that asks for room to write. Netty takes that for
 * the end alone, believes its poll still to be out, and never writes again. There is nothing to wait on, so the write is
 * tried anew from time to time.
 *
 * <p>Reading: the end may be noticed before the last bytes are read. Netty then waits for a poll that has told all there
 * was, and a reset right behind the last bytes is never seen. The next read must not wait.
 */
final class IoUringPolls {

    /** Netty's note that a poll for room is out. */
    private static final int POLL_OUT_SCHEDULED = 1 << 2;

    private static final @Nullable Class<?> CHANNEL = Reach.type("io.netty.channel.uring.AbstractIoUringChannel");
    private static final @Nullable Field STATE = Reach.field(CHANNEL, "ioState", byte.class);
    private static final @Nullable Field HAS_MORE = Reach.field(CHANNEL, "socketHasMoreData", boolean.class);
    private static final @Nullable Class<?> READS = Reach.type("io.netty.channel.uring.IoUringRecvByteAllocatorHandle");
    private static final @Nullable Field END_SEEN = Reach.field(READS, "rdHupReceived", boolean.class);

    private IoUringPolls() {}

    static boolean isReachable() {
        return STATE != null && HAS_MORE != null && END_SEEN != null;
    }

    /** Whether the channel is on io_uring. */
    static boolean concerns(Channel channel) {
        return CHANNEL != null && CHANNEL.isInstance(channel);
    }

    /** Tries to write anew if Netty waits for a poll. */
    static void retryWrite(Channel channel) {
        if (STATE != null && Reach.clear(STATE, channel, POLL_OUT_SCHEDULED)) {
            channel.unsafe().flush();
        }
    }

    /** Whether Netty has seen the other side's end, which it forgets then. */
    static boolean takeEnd(Channel channel) {
        return END_SEEN != null
                && concerns(channel)
                && Reach.take(END_SEEN, channel.unsafe().recvBufAllocHandle());
    }

    /** Lets Netty know of the end again. */
    static void giveEnd(Channel channel) {
        if (END_SEEN != null && concerns(channel)) {
            Reach.set(END_SEEN, channel.unsafe().recvBufAllocHandle());
        }
    }

    /** The next read shall not wait: the other side has ended, and a poll would tell nothing new. */
    static void readAtOnce(Channel channel) {
        if (HAS_MORE != null && concerns(channel)) {
            Reach.set(HAS_MORE, channel);
        }
    }
}
