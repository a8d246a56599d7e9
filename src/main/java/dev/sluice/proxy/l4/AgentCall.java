package dev.sluice.proxy.l4;

import dev.sluice.core.balance.Upstream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * How a fresh connection to an agent begins: by the handshake, where the pairing goes by certificates, and the client's
 * introduction. Event loop.
 */
final class AgentCall {

    private AgentCall() {}

    /**
     * Begins it.
     *
     * @param ended told once: null when the client's bytes may follow, else what went wrong
     */
    static void begin(
            L4Loop loop,
            Upstream agent,
            Channel channel,
            Introduction introduction,
            Consumer<@Nullable Throwable> ended) {
        if (!agent.isTls()) {
            introduce(channel, introduction.message(loop.scope().secretOf(agent.peerId())));
            ended.accept(null);
            return;
        }
        try {
            channel.pipeline()
                    .addLast(loop.scope().upstreamTls().handler(agent, channel.alloc()), new Handshake(shaken -> {
                        if (shaken) {
                            introduce(channel, introduction.message(null));
                            ended.accept(null);
                        } else {
                            ended.accept(new SSLHandshakeException("the agent is not the one that was paired"));
                        }
                    }));
            channel.read();
        } catch (IllegalStateException noCertificate) {
            ended.accept(noCertificate);
        }
    }

    private static void introduce(Channel channel, HAProxyMessage message) {
        channel.pipeline().addLast(HAProxyMessageEncoder.INSTANCE);
        ChannelHandlerContext encoder = channel.pipeline().context(HAProxyMessageEncoder.INSTANCE);
        channel.writeAndFlush(message, channel.voidPromise());
        channel.pipeline().remove(encoder.name());
    }
}
