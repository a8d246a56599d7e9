package dev.sluice.proxy.tunnel;

import io.netty.channel.Channel;

/**
 * What is left to read of a channel whose other side has ended. Netty 4.2.18 hands over all that the kernel holds then,
 * asked for or not: megabytes for each connection, as tcp_rmem allows. Here it goes on to be read as it is asked for. On
 * the channel's event loop.
 */
public final class LastBytes {

    private final Channel channel;
    private boolean ending;

    public LastBytes(Channel channel) {
        this.channel = channel;
    }

    /** Bytes came: to be told before anything else is done with them. */
    public void came() {
        if (EpollMask.takeEnd(channel) || IoUringPolls.takeEnd(channel)) {
            ending = true;
        }
    }

    /** A read is complete, on a channel that Netty reads by itself: to be told before the next. */
    public void readComplete() {
        if (ending) {
            EpollMask.keep(channel);
            IoUringPolls.readAtOnce(channel);
        }
    }

    /** Asks for more. */
    void read() {
        if (ending) {
            IoUringPolls.readAtOnce(channel);
        }
        channel.read();
        if (ending) {
            EpollMask.wake(channel);
        }
    }

    /** Does not ask for more for the time being. */
    void rest() {
        if (ending) {
            EpollMask.rest(channel);
        }
    }

    /** Somebody else reads on. */
    public void handOver() {
        if (ending && channel.isOpen()) {
            EpollMask.giveEnd(channel);
            IoUringPolls.giveEnd(channel);
        }
    }
}
