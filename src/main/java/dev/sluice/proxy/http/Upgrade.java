package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.proxy.header.HopByHop;
import dev.sluice.proxy.header.ResponseHead;
import dev.sluice.proxy.header.Via;
import dev.sluice.proxy.tunnel.Tunnel;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's wish to go on in WebSocket (RFC 6455 4.1, RFC 9110 7.8), and how it comes true when the upstream agrees. No
 * other protocol can be asked for: the field is dropped then, and the request goes on as a plain one.
 */
final class Upgrade {

    private static final String PROTOCOL = "websocket";
    private static final CharSequence PROTOCOL_VALUE = HttpHeaders.createOptimized(PROTOCOL);
    private static final CharSequence CONNECTION_VALUE = HttpHeaders.createOptimized("Upgrade");

    private final ClientSide client;
    private final Http1Link link;

    private Upgrade(ClientSide client, Http1Link link) {
        this.client = client;
        this.link = link;
    }

    /** The wish of a request; null if it has none, or none that we know. */
    static @Nullable Upgrade wanted(ClientSide client) {
        HttpServerRequest request = client.request();
        boolean fits = client.asksForUpgrade()
                && request.method() == HttpMethod.GET
                && request.version() == HttpVersion.HTTP_1_1
                && !client.hasBody()
                && HopByHop.hasOption(request.headers(), "upgrade")
                && HopByHop.holds(request.headers(), HttpHeaders.UPGRADE, PROTOCOL);
        return fits && client.link() instanceof Http1Link link ? new Upgrade(client, link) : null;
    }

    /** Writes the fields by which the upstream is asked for it. */
    void write(MultiMap to) {
        to.set(HttpHeaders.CONNECTION, CONNECTION_VALUE);
        to.set(HttpHeaders.UPGRADE, PROTOCOL_VALUE);
    }

    /** The 101 that the client gets for the upstream's; null if that one does not fit what was asked. */
    private @Nullable FullHttpResponse head(HttpResponse answer) {
        MultiMap received = HttpHeaders.headers();
        MultiMap passed = HttpHeaders.headers();
        try {
            for (Map.Entry<String, String> field : answer.headers()) {
                received.add(field.getKey(), field.getValue());
            }
            if (!HopByHop.hasOption(received, "upgrade") || !HopByHop.holds(received, HttpHeaders.UPGRADE, PROTOCOL)) {
                return null;
            }
            ResponseHead.write(received, passed, client.trace().requestId, Via.mark(HttpVersion.HTTP_1_1));
        } catch (IllegalArgumentException unfit) {
            return null;
        }
        passed.remove(HttpHeaders.CONTENT_LENGTH);
        write(passed);
        FullHttpResponse head = new DefaultFullHttpResponse(
                answer.protocolVersion(), HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        passed.forEach((name, value) -> head.headers().add(name, value));
        return head;
    }

    /**
     * Joins client and upstream, by whose 101 nobody looks any longer at what they say.
     *
     * @return false if the 101 does not fit what was asked; nothing has happened then
     */
    boolean carryOut(Attempt reached, Http1UpstreamLink connection, HttpResponse answer, Candidates candidates) {
        FullHttpResponse head = head(answer);
        if (head == null) {
            return false;
        }
        LoopScope loop = link.loop();
        RoutePlan plan = candidates.plan();
        candidates.answered(head.status().code());
        client.trace().answered(reached.sentNanos(), head.status().code(), plan.firstAnswer());
        TunnelTrace told = new TunnelTrace(loop.log(), client.switched(candidates));
        Channel clientChannel = link.surrender(head);
        reached.handOver();
        Channel upstreamChannel = connection.leavePool();
        Tunnel tunnel = Tunnel.installBare(loop.tunnels(), clientChannel, told);
        tunnel.joinBare(upstreamChannel, plan.route().id(), reached.upstream().vitals());
        return true;
    }
}
