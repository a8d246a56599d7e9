package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** The end of a connection waits as long as bytes before it are held back, and no longer. */
class HeldEndTest {

    private final HeldEnd end = new HeldEnd();
    private int told;
    private final EmbeddedChannel channel = new EmbeddedChannel(end, new ChannelInboundHandlerAdapter() {
        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            told++;
        }
    });

    @Test
    void anEndWithNothingBeforeItIsToldAtOnce() {
        channel.pipeline().fireChannelInactive();
        assertThat(told).isOne();
    }

    @Test
    void anEndWaitsUntilNothingIsHeldBack() {
        end.holdBack(true);
        channel.pipeline().fireChannelInactive();
        end.holdBack(false);
        assertThat(told).isZero();
        channel.runPendingTasks();
        assertThat(told).isOne();
        end.holdBack(true);
        end.holdBack(false);
        channel.runPendingTasks();
        assertThat(told).isOne();
    }

    @Test
    void anEndWaitsOnWhenMoreIsHeldBackMeanwhile() {
        end.holdBack(true);
        channel.pipeline().fireChannelInactive();
        end.holdBack(false);
        end.holdBack(true);
        channel.runPendingTasks();
        assertThat(told).isZero();
        end.holdBack(false);
        channel.runPendingTasks();
        assertThat(told).isOne();
    }
}
