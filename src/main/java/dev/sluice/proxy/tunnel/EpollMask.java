package dev.sluice.proxy.tunnel;

import io.netty.channel.Channel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What epoll waits for on a channel whose other side has ended. Netty 4.2.18 takes a descriptor out of epoll when that is
 * nothing, and does not put it in again: the next read or write that has to wait fails, and the rest is cut. A flag that
 * stands for no event keeps the descriptor in. Nothing to do on another transport.
 */
final class EpollMask {

    /** EPOLLMSG: known to the kernel, raised by no socket. Urgent data (EPOLLPRI) a client could raise for ever. */
    private static final int NEVER_RAISED = 0x400;
    /** EPOLLET: each event is told once. Once both sides have ended, the kernel would tell of that without pause. */
    private static final int ONCE = 1 << 31;

    private static final @Nullable Class<?> CHANNEL = Reach.type("io.netty.channel.epoll.AbstractEpollChannel");
    private static final @Nullable Method SET_FLAG = Reach.method(CHANNEL, "setFlag", int.class);
    private static final @Nullable Method CLEAR_FLAG = Reach.method(CHANNEL, "clearFlag", int.class);
    private static final @Nullable Class<?> READS = Reach.type("io.netty.channel.epoll.EpollRecvByteAllocatorHandle");
    private static final @Nullable Field END_SEEN = Reach.field(READS, "receivedRdHup", boolean.class);

    private EpollMask() {}

    static boolean isReachable() {
        return SET_FLAG != null && CLEAR_FLAG != null && END_SEEN != null;
    }

    private static boolean concerns(Channel channel) {
        return CHANNEL != null && CHANNEL.isInstance(channel) && channel.isOpen();
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

    /** Keeps the descriptor in, for a channel that Netty reads by itself. */
    static void keep(Channel channel) {
        if (SET_FLAG != null && concerns(channel)) {
            Reach.call(SET_FLAG, channel, NEVER_RAISED);
        }
    }

    /** Keeps the descriptor in while nothing is read. */
    static void rest(Channel channel) {
        if (SET_FLAG != null && concerns(channel)) {
            Reach.call(SET_FLAG, channel, ONCE);
        }
    }

    /** Ends the rest; a read has been asked for before. */
    static void wake(Channel channel) {
        if (CLEAR_FLAG != null && concerns(channel)) {
            Reach.call(CLEAR_FLAG, channel, ONCE);
        }
    }
}
