package dev.sluice.proxy.tunnel;

import io.netty.channel.Channel;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * A write that waits on io_uring. The kernel completes every poll of a socket whose other side has ended, also one that
 * asks for room to write; Netty takes such a completion for the end alone, believes its poll still to be out, and never
 * writes again. There is nothing to wait on, so the write is tried anew from time to time.
 */
final class IoUringWrite {

    /** Netty's note that a poll for room is out. */
    private static final int POLL_OUT_SCHEDULED = 1 << 2;

    private static final @Nullable Class<?> CHANNEL = Reach.type("io.netty.channel.uring.AbstractIoUringChannel");
    private static final @Nullable Field STATE = Reach.field(CHANNEL, "ioState");

    private IoUringWrite() {}

    static boolean isReachable() {
        return STATE != null;
    }

    static boolean concerns(Channel channel) {
        return STATE != null && CHANNEL != null && CHANNEL.isInstance(channel);
    }

    /** Tries anew if Netty waits for a poll. */
    static void retry(Channel channel) {
        if (STATE != null && Reach.clear(STATE, channel, POLL_OUT_SCHEDULED)) {
            channel.unsafe().flush();
        }
    }
}
