package dev.sluice.proxy.l4;

import dev.sluice.core.model.Hop;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.TlsTermination.Handshakes;
import dev.sluice.proxy.http.LoopScope;
import dev.sluice.proxy.http.Wheel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * How a connection to an agent's L4 port begins: whoever opened it has to be the front door, by its certificate or the
 * secret, and introduces the client. No byte is read for longer than a request's head may take, and none goes further before.
 */
final class Reception extends ChannelInboundHandlerAdapter {

    /** Who waits for the client. Told once; event loop. */
    interface Waiting {

        /** The front door introduces a client; what that says comes right after. */
        void introduced(Introduction client);

        /** It does not. */
        void turnedAway(Failure why);
    }

    private final Waiting waiting;
    private final AgentGate gate;
    private final Wheel wheel;
    private final Wheel.Entry deadline = new Deadline();
    private boolean told;

    private Reception(Waiting waiting, AgentGate gate, Wheel wheel) {
        this.waiting = waiting;
        this.gate = gate;
        this.wheel = wheel;
    }

    /** Begins it on a fresh connection, of which nothing is read yet. */
    static void begin(LoopScope scope, AgentGate gate, @Nullable Handshakes tls, Channel channel, Waiting waiting) {
        Reception reception = new Reception(waiting, gate, scope.wheel());
        long limit = scope.options().clients().head().toNanos();
        scope.wheel().schedule(reception.deadline, System.nanoTime() + limit);
        if (gate.hop() == Hop.MTLS) {
            if (tls == null) {
                reception.fail(Failure.TLS_FAILED);
                return;
            }
            channel.pipeline().addLast(tls.handler(channel.alloc(), ""));
        }
        channel.pipeline()
                .addLast(new FirstByte(), new HAProxyMessageDecoder(Introduction.MOST_FIELD_BYTES), reception);
        channel.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (told || !(message instanceof HAProxyMessage header)) {
            ReferenceCountUtil.release(message);
            return;
        }
        Introduction client;
        boolean admitted;
        try {
            client = Introduction.of(header);
            admitted = isAdmitted(ctx, header);
        } finally {
            header.release();
        }
        if (!admitted) {
            fail(Failure.NOT_ADMITTED);
        } else if (client == null) {
            fail(Failure.BAD_REQUEST);
        } else {
            told = true;
            wheel.cancel(deadline);
            waiting.introduced(client);
            ctx.pipeline().remove(this);
        }
    }

    private boolean isAdmitted(ChannelHandlerContext ctx, HAProxyMessage header) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            return gate.admits(tls.engine().getSession());
        }
        byte[] secret = Introduction.secretIn(header);
        return secret != null && gate.admits(secret);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!told) {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ReferenceCountUtil.release(event); // a side that ends before it has said who it is: its channel goes with it
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(Failure.CLIENT_GONE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Failure.NOT_ADMITTED);
    }

    private void fail(Failure why) {
        if (!told) {
            told = true;
            wheel.cancel(deadline);
            waiting.turnedAway(why);
        }
    }

    private final class Deadline extends Wheel.Entry {

        @Override
        protected void expired(long nanos) {
            fail(Failure.SLOW_HEAD);
        }
    }
}
