package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.proxy.TlsTermination.Handshakes;
import dev.sluice.proxy.certified.CertifiedHandshakes;
import io.netty.channel.Channel;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.buffer.VertxByteBufAllocator;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketImpl;
import io.vertx.core.net.impl.ShutdownEvent;
import io.vertx.core.net.impl.VertxHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's part of the ports that are one route's own, where clients show certificates. Connections that were opened
 * under other terms than the route has now are ended once their requests are answered. That loop only, but for what says
 * otherwise.
 */
public final class CertifiedEntrance {

    /** What requests under way have when their route's terms change; tunnels too. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final LoopScope loop;
    private final CertifiedHandshakes handshakes;
    private final ContextInternal context;
    private final Map<ClientChannel, ClientCertificates> open = new HashMap<>();
    private final Set<ClientChannel> ending = new HashSet<>();
    private @Nullable Entrance entrance;
    private @Nullable Promise<Void> drained;

    /** The part of the calling event loop. */
    CertifiedEntrance(Vertx vertx, LoopScope loop, CertifiedHandshakes handshakes) {
        this.vertx = vertx;
        this.loop = loop;
        this.handshakes = handshakes;
        this.context = (ContextInternal) vertx.getOrCreateContext();
    }

    /** Takes a fresh connection to that port, of which nothing is read yet. */
    public void accept(Channel channel, int port) {
        RoutePlan plan = loop.table().doors().get(port);
        ClientCertificates terms = plan == null ? null : plan.clientCertificates();
        if (terms == null) {
            channel.close(); // the listener is just being closed
            return;
        }
        Future<Handshakes> made = handshakes.of(terms);
        if (made.succeeded()) {
            begin(channel, terms, made.result());
        } else { // the first one after a change waits for what is being made
            made.onComplete(done -> channel.eventLoop().execute(() -> {
                if (done.succeeded()) {
                    begin(channel, terms, done.result());
                } else {
                    channel.close();
                }
            }));
        }
    }

    /** As a listener of Vert.x makes a socket of what it has accepted. */
    private void begin(Channel channel, ClientCertificates terms, Handshakes made) {
        if (drained != null || !channel.isActive()) {
            channel.close();
            return;
        }
        channel.config().setAllocator(VertxByteBufAllocator.POOLED_ALLOCATOR);
        VertxHandler<NetSocketImpl> handler =
                VertxHandler.create(ctx -> new NetSocketImpl(context, ctx, null, null, null, false));
        handler.addHandler(socket -> context.emit(socket, fresh -> enter(fresh, terms, made)));
        channel.pipeline().addLast("chunkedWriter", new ChunkedWriteHandler()).addLast("handler", handler);
        channel.config().setAutoRead(true);
    }

    private void enter(NetSocket socket, ClientCertificates terms, Handshakes made) {
        Entrance known = entrance == null ? Entrance.tls(vertx, loop, handshakes.tls(), made) : entrance;
        entrance = known;
        ClientChannel client = known.enter(socket, made, terms, handshakes::countFailed);
        if (client != null) {
            open.put(client, terms);
            client.channel().closeFuture().addListener(closed -> left(client));
            endIfStale(client, terms, loop.table()); // they may have changed since it was accepted
        }
    }

    private void left(ClientChannel client) {
        open.remove(client);
        ending.remove(client);
        if (drained != null && open.isEmpty()) {
            drained.tryComplete();
        }
    }

    /** A new table is out. */
    void published(RoutingTable table) {
        if (open.isEmpty()) {
            return;
        }
        List.copyOf(open.entrySet()).forEach(each -> endIfStale(each.getKey(), each.getValue(), table));
    }

    private void endIfStale(ClientChannel client, ClientCertificates terms, RoutingTable table) {
        RoutePlan plan = table.doors().get(terms.port());
        if ((plan == null || !terms.equals(plan.clientCertificates())) && ending.add(client)) {
            end(client, PATIENCE);
        }
    }

    /** Its request under way, if there is one, may end by itself. */
    private static void end(ClientChannel client, Duration patience) {
        Channel channel = client.channel();
        channel.pipeline().fireUserEventTriggered(new ShutdownEvent(patience.toMillis(), TimeUnit.MILLISECONDS));
        io.netty.util.concurrent.ScheduledFuture<?> late =
                channel.eventLoop().schedule(() -> channel.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> late.cancel(false));
    }

    /** Takes no more, and ends those that there are within that time; complete when none is left. */
    public Future<Void> drain(Duration patience) {
        Promise<Void> promise = Promise.promise();
        drained = promise;
        List.copyOf(open.keySet()).forEach(client -> end(client, patience));
        if (open.isEmpty()) {
            promise.tryComplete();
        }
        return promise.future();
    }
}
