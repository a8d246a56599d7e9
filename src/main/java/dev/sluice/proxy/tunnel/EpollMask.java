package dev.sluice.proxy.tunnel;

import io.netty.channel.Channel;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What epoll waits for on a channel. Netty takes a descriptor out of epoll when that is nothing, which after the other
 * side's FIN is so whenever all is written, and does not put it in again: the next write that has to wait fails, and the
 * answer is cut. A flag that the kernel raises for no stream keeps the descriptor in.
 */
final class EpollMask {

    /** EPOLLMSG: known to the kernel, raised by no socket. Urgent data (EPOLLPRI) a client could raise for ever. */
    private static final int NEVER_RAISED = 0x400;

    private static final @Nullable Class<?> CHANNEL = Reach.type("io.netty.channel.epoll.AbstractEpollChannel");
    private static final @Nullable Method SET_FLAG = Reach.method(CHANNEL, "setFlag", int.class);

    private EpollMask() {}

    static boolean isReachable() {
        return SET_FLAG != null;
    }

    /** Keeps the descriptor in epoll; nothing to do on another transport. */
    static void keep(Channel channel) {
        if (SET_FLAG != null && CHANNEL != null && CHANNEL.isInstance(channel) && channel.isOpen()) {
            Reach.call(SET_FLAG, channel, NEVER_RAISED);
        }
    }
}
