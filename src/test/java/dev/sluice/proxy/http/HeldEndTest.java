package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for a slow client, and in which order it is told. */
class HeldEndTest {

    private final List<String> told = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HeldEnd end;

    HeldEndTest() {
        channel.pipeline().addLast("last", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                told.add(message instanceof LastHttpContent ? "answer" : "part");
                ReferenceCountUtil.release(message);
            }

            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                told.add("connection");
            }
        });
        end = new HeldEnd(channel.pipeline().context("last"));
        channel.pipeline().addFirst(end);
    }

    @Test
    void anEndWithNothingBeforeItIsToldAtOnce() {
        channel.writeInbound("part", LastHttpContent.EMPTY_LAST_CONTENT);
        channel.close();
        assertThat(told).containsExactly("part", "answer", "connection");
    }

    /** A closed channel has no pipeline any more. */
    @Test
    void anEndWaitsUntilNothingIsHeldBack() {
        end.holdBack(true);
        channel.close();
        channel.runPendingTasks();
        assertThat(told).isEmpty();
        end.holdBack(false);
        channel.runPendingTasks();
        assertThat(told).containsExactly("connection");
        end.holdBack(true);
        end.holdBack(false);
        channel.runPendingTasks();
        assertThat(told).hasSize(1);
    }

    @Test
    void anEndWaitsOnWhenMoreIsHeldBackMeanwhile() {
        end.holdBack(true);
        channel.close();
        channel.runPendingTasks();
        end.holdBack(false);
        end.holdBack(true);
        channel.runPendingTasks();
        assertThat(told).isEmpty();
        end.holdBack(false);
        channel.runPendingTasks();
        assertThat(told).containsExactly("connection");
    }

    @Test
    void theAnswersEndComesBeforeTheConnections() {
        end.holdBack(true);
        channel.writeInbound("part", LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(told).containsExactly("part");
        channel.close();
        channel.runPendingTasks();
        end.holdBack(false);
        channel.runPendingTasks();
        assertThat(told).containsExactly("part", "answer", "connection");
    }

    @Test
    void aConnectionsEndDoesNotOvertakeTheAnswers() {
        end.holdBack(true);
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        end.holdBack(false);
        channel.pipeline().fireChannelInactive();
        channel.runPendingTasks();
        assertThat(told).containsExactly("answer", "connection");
    }
}
