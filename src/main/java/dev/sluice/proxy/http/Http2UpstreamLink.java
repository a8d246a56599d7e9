package dev.sluice.proxy.http;

import dev.sluice.core.balance.PeerVitals;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.StreamResetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The link of a connection in HTTP/2, which many attempts use at a time. */
final class Http2UpstreamLink implements UpstreamLink, AnswerFrames.Watcher {

    /** Among requests that are answered, a frame comes more often than that. */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final Runnable lost;
    private final List<Attempt> attempts = new ArrayList<>();
    private int lastStream = Integer.MAX_VALUE;
    private long readNanos = System.nanoTime();
    private long cameNanos = readNanos;
    private @Nullable PeerVitals vitals;

    private Http2UpstreamLink(Http2ConnectionHandler handler, ChannelHandlerContext context, Runnable lost) {
        this.handler = handler;
        this.context = context;
        this.lost = lost;
    }

    /**
     * Puts a link on a fresh connection.
     *
     * @param lost told when it takes no more requests; may be more than once
     */
    static Http2UpstreamLink install(Http2ConnectionHandler handler, ChannelPipeline pipeline, Runnable lost) {
        Http2UpstreamLink link = new Http2UpstreamLink(handler, pipeline.context(handler), lost);
        pipeline.channel().attr(KEY).set(link);
        pipeline.addFirst("sluiceEar", link.new Ear());
        handler.decoder()
                .frameListener(new AnswerFrames(handler.decoder().frameListener(), handler.connection(), link));
        return link;
    }

    @Override
    public void attach(Attempt next, PeerVitals peer) {
        attempts.add(next);
        vitals = peer;
    }

    @Override
    public void detach(Attempt old) {
        attempts.remove(old);
    }

    /** What comes before an answer's head on its stream is interim, and is told as such. */
    @Override
    public boolean hasHeard() {
        return false;
    }

    @Override
    public void failed(Throwable cause) {
        if (!(cause instanceof StreamResetException) && !(cause instanceof Http2Exception.StreamException)) {
            lost.run();
        }
    }

    /** The upstream goes, and came as far as that stream. */
    void goesAfter(int stream) {
        lastStream = stream;
    }

    @Override
    public boolean leftOut(int stream) {
        return stream > lastStream;
    }

    /** Vert.x has no way to end a stream with them, and holds back what the upstream has no window for: they come after it. */
    @Override
    public void end(HttpClientRequest request, Future<Void> sent, HttpHeaders fields) {
        Http2Headers trailers = new DefaultHttp2Headers();
        for (Map.Entry<String, String> field : fields) {
            trailers.add(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
        }
        sent.onSuccess(v -> {
            Http2Stream stream = handler.connection().stream(request.streamId());
            if (stream != null && stream.state().localSideOpen() && !stream.isResetSent()) {
                handler.encoder().writeHeaders(context, stream.id(), trailers, 0, true, context.newPromise());
                context.flush();
            }
        });
    }

    /**
     * The other streams go on. Where nothing was heard for any of them either, what came may be half a frame behind which all
     * others wait, or the upstream be gone: nobody new shall meet that.
     */
    @Override
    public void giveUp(HttpClientRequest request, long sentNanos) {
        request.reset(Http2Error.CANCEL.code());
        long now = System.nanoTime();
        if (now - sentNanos >= SILENCE_NANOS && now - cameNanos >= SILENCE_NANOS) {
            lost.run();
            if (attempts.isEmpty()) { // no word of the end need wait until the upstream takes it
                Channel.Unsafe channel = context.channel().unsafe();
                channel.close(channel.voidPromise());
            }
        }
    }

    /** The other streams go on. */
    @Override
    public void poison(HttpClientRequest request) {
        request.reset(Http2Error.CANCEL.code());
    }

    @Override
    public void came() {
        cameNanos = readNanos;
    }

    @Override
    public void interim(int stream) {
        for (Attempt attempt : List.copyOf(attempts)) {
            if (attempt.isOnStream(stream)) {
                attempt.interim();
            }
        }
    }

    @Override
    public void complete(int stream) {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (attempts.get(i).isOnStream(stream)) {
                attempts.get(i).exchange().answerCame();
            }
        }
    }

    /** Hears every byte, and where a read ends. */
    private final class Ear extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            readNanos = System.nanoTime();
            PeerVitals peer = vitals;
            if (peer != null) {
                peer.heard(readNanos);
            }
            ctx.fireChannelRead(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.fireChannelReadComplete();
            for (int i = attempts.size() - 1; i >= 0; i--) {
                if (i < attempts.size()) { // one may take others with it
                    attempts.get(i).exchange().readComplete();
                }
            }
        }
    }
}
