package dev.sluice.proxy.l4;

import dev.sluice.core.PortPlan;
import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.TlsTermination.Handshakes;
import dev.sluice.proxy.header.Addresses;
import dev.sluice.proxy.header.ClientIdentity;
import dev.sluice.proxy.http.Candidates;
import dev.sluice.proxy.http.LoopScope;
import dev.sluice.proxy.http.NewsWaits;
import dev.sluice.proxy.tunnel.Ending;
import dev.sluice.proxy.tunnel.Tunnel;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection to an L4 port: which route it belongs to, the way to an upstream, and what is told of it in the
 * end. All on one event loop.
 */
final class L4Connection implements Tunnel.Owner, HelloReader.Waiting, Reception.Waiting, L4Dial.Caller {

    private static final Logger LOG = LoggerFactory.getLogger(L4Connection.class);

    /** The fatal alert unrecognized_name (RFC 6066, 3), as a record of its own. */
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final L4Loop loop;
    private final Channel channel;
    private final int port;
    private final ClientIdentity identity;
    private final L4Trace trace;
    private InetSocketAddress client;
    private @Nullable HelloReader reader;
    private @Nullable Candidates candidates;
    private @Nullable L4Dial dial;
    private @Nullable Tunnel tunnel;
    private NewsWaits.@Nullable Wait news;
    private @Nullable Failure failure;
    private boolean joined;
    private boolean over;

    private L4Connection(L4Loop loop, Channel channel, int port) {
        this.loop = loop;
        this.channel = channel;
        this.port = port;
        this.client = channel.remoteAddress() instanceof InetSocketAddress remote ? remote : NOWHERE;
        this.identity =
                new ClientIdentity(loop.scope().trusted(), client.getAddress().getAddress());
        this.trace = new L4Trace(loop.scope().ids().next(), identity.peer(), port);
    }

    /** Takes a fresh connection, or closes it if there are too many. */
    static void accept(L4Loop loop, Channel channel, int port) {
        L4Connection connection = new L4Connection(loop, channel, port);
        LoopScope scope = loop.scope();
        if (!scope.caps().enter(connection.identity)) {
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> {
            scope.caps().leave(connection.identity);
            loop.leave(connection);
        });
        if (!loop.enter(connection)) {
            channel.close();
            return;
        }
        connection.begin();
    }

    private void begin() {
        if (loop.ownDials().isLoopAccepted(channel)) {
            LOG.warn("A route of this Sluice leads back to its own port {}", port);
            channel.config().setOption(ChannelOption.SO_LINGER, 0); // by a reset, so that the way here ends too
            refuse(Failure.LOOP);
            return;
        }
        AgentGate gate = loop.scope().gate();
        PortPlan listener = loop.scope().table().port(port);
        RoutePlan taker = listener == null ? null : listener.taker();
        if (gate != null) {
            Reception.begin(loop.scope(), gate, loop.tls(), channel, this);
        } else if (listener == null) {
            refuse(Failure.NO_ROUTE); // the listener is just being closed
        } else if (taker != null) {
            tunnel = Tunnel.install(loop.tunnels(), channel, this);
            lead(taker);
        } else {
            reader = new HelloReader(
                    this,
                    loop.scope().wheel(),
                    loop.scope().options().clients().head().toNanos());
            channel.pipeline().addLast(reader);
        }
    }

    /** The front door has read the server name, and ended TLS where it is to be ended: all that is left to do is to carry. */
    @Override
    public void introduced(Introduction introduction) {
        client = introduction.client();
        trace.client = Addresses.text(client.getAddress().getAddress());
        trace.serverName = introduction.serverName();
        trace.tls = !trace.serverName.isEmpty();
        tunnel = Tunnel.install(loop.tunnels(), channel, this);
        LoopScope scope = loop.scope();
        if (!goesOn(introduction)) {
            news = scope.newsWaits().begin(() -> goesOn(introduction), () -> refuse(scope.noRoute()));
            if (news == null) {
                refuse(scope.noRoute());
            }
        }
    }

    /** At an agent: false if the front door means a route that is not here, or not so. */
    private boolean goesOn(Introduction introduction) {
        RoutePlan plan = find(introduction.serverName());
        if (plan == null || !introduction.agreesWith(plan.lanTarget())) {
            return false;
        }
        lead(plan);
        return true;
    }

    private @Nullable RoutePlan find(String serverName) {
        PortPlan listener = loop.scope().table().port(port);
        RoutePlan taker = listener == null ? null : listener.taker(); // since it began
        return listener == null || taker != null ? taker : listener.find(serverName);
    }

    @Override
    public void turnedAway(Failure why) {
        refuse(why);
    }

    @Override
    public void helloCame(String serverName) {
        trace.tls = true;
        trace.serverName = serverName;
        RoutePlan plan = find(serverName);
        L4Listener l4 = plan == null ? null : plan.route().l4();
        if (plan == null || l4 == null) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(UNRECOGNIZED_NAME)).addListener(ChannelFutureListener.CLOSE);
            finish(Failure.NO_ROUTE);
        } else if (l4.tlsMode() == L4TlsMode.TERMINATE) {
            terminate(plan);
        } else {
            tunnel = Tunnel.install(loop.tunnels(), channel, this);
            replay();
            lead(plan);
        }
    }

    @Override
    public void helloFailed(Failure why) {
        refuse(why);
    }

    /** The upstream is dialled once the client has shown that it accepts our certificate. */
    private void terminate(RoutePlan plan) {
        trace.routeId = plan.route().id();
        Handshakes handshakes = loop.tls();
        if (handshakes == null) {
            refuse(Failure.TLS_FAILED);
            return;
        }
        SslHandler tls = handshakes.handler(channel.alloc(), trace.serverName);
        tls.setHandshakeTimeoutMillis(loop.scope().options().clients().head().toMillis());
        channel.pipeline().addLast(tls, new Handshake(shaken -> {
            if (shaken) {
                tunnel = Tunnel.install(loop.tunnels(), channel, this);
                lead(plan);
            } else {
                finish(Failure.TLS_FAILED);
            }
        }));
        replay();
    }

    private void replay() {
        ChannelHandlerContext context =
                reader == null ? null : channel.pipeline().context(reader);
        if (reader != null && context != null) {
            reader.replay(context);
        }
    }

    private void lead(RoutePlan plan) {
        trace.routeId = plan.route().id();
        if (over) {
            return;
        }
        Candidates found = new Candidates(plan, identity.caller());
        candidates = found;
        dial = new L4Dial(loop, found, new Introduction(client, port, trace.serverName, ""), this);
        dial.start();
    }

    @Override
    public void reached(Upstream upstream, Channel fresh) {
        if (dial != null) {
            trace.dialNanos = dial.nanos();
        }
        joined = true;
        if (tunnel != null) {
            tunnel.join(fresh, trace.routeId, upstream.vitals());
        }
    }

    @Override
    public void failed(Failure why) {
        refuse(why);
    }

    /** Ends it unless it has become a tunnel, which has an end of its own. */
    void drain() {
        if (tunnel == null) {
            refuse(Failure.CLIENT_GONE);
        }
    }

    private void refuse(Failure why) {
        failure = why;
        if (tunnel != null && !tunnel.isOver()) {
            tunnel.close(); // tells us that it has ended
        } else {
            finish(why);
            channel.close();
        }
    }

    @Override
    public void ended(Tunnel old, Ending ending) {
        if (news != null) {
            news.end();
        }
        if (dial != null) {
            dial.stop();
        }
        trace.bytesIn = old.bytesIn();
        trace.bytesOut = old.bytesOut();
        finish(failure == null ? failureOf(ending) : failure);
    }

    private @Nullable Failure failureOf(Ending ending) {
        return switch (ending) {
            case CLIENT_LOST -> Failure.CLIENT_GONE;
            case UPSTREAM_LOST, PEER_DOWN -> Failure.UPSTREAM_CUT;
            default -> joined ? null : Failure.CLIENT_GONE;
        };
    }

    private void finish(@Nullable Failure why) {
        if (!over) {
            over = true;
            loop.scope().log().finished(trace.finished(candidates, why));
        }
    }
}
