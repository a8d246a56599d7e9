package dev.sluice.admin.resource;

import dev.sluice.admin.http.ApiProblem;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.port.AgentReception;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.core.rule.RejectionCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.proxy.handler.ProxyHandler;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passes requests through to the API of a gateway's agent, so that one address and one token reach all of them. */
public final class AgentPassage implements Handler<RoutingContext> {

    public static final String PATH = Located.BASE + "/peers/:id/agent/*";

    private static final Pattern RAW = Pattern.compile(Located.BASE + "/peers/(\\d{1,18})/agent(/.*)?");
    private static final int DIAL_MS = 2_000;

    private final Changes changes;
    private final AgentReception agents;
    private final ForbiddenTargets forbidden;
    private final HttpClient client;
    private final Duration silence;

    /**
     * A passage.
     *
     * @param agents knows what opens their APIs
     * @param silence how long an agent may say nothing
     */
    public AgentPassage(
            Changes changes, AgentReception agents, ForbiddenTargets forbidden, HttpClient client, Duration silence) {
        this.changes = changes;
        this.agents = agents;
        this.forbidden = forbidden;
        this.client = client;
        this.silence = silence;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Matcher raw = RAW.matcher(String.valueOf(request.path()));
        if (!raw.matches()) {
            throw new ApiProblem(404, "not_found", "There is nothing at this path");
        }
        Peer peer = gateway(Long.parseLong(raw.group(1)));
        String path = raw.group(2) == null ? "/" : raw.group(2);
        String uri = request.query() == null ? path : path + "?" + request.query();
        context.response().putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        if (request.getHeader("Expect") != null) {
            context.response().writeContinue();
        }
        HttpProxy proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(passing -> client.request(new RequestOptions()
                                .setHost(peer.host())
                                .setPort(peer.apiPort())
                                .setConnectTimeout(DIAL_MS)
                                .setIdleTimeout(silence.toMillis()))
                        .onSuccess(outgoing -> outgoing.exceptionHandler(lost -> {
                            // The failed response tells; without a handler each one is logged as an error.
                        })))
                .addInterceptor(new AgentExchange(uri, peer, agents.apiToken(peer.id())));
        ProxyHandler.create(proxy).handle(context);
    }

    private Peer gateway(long id) {
        Peer peer = PeersResource.find(id, changes.snapshot());
        if (peer.type() != PeerType.GATEWAY) {
            throw new ApiProblem(
                    RejectionCode.PEER_NOT_GATEWAY.status(),
                    RejectionCode.PEER_NOT_GATEWAY.wire(),
                    "Peer " + peer.name() + " is regular; only a gateway has an agent");
        }
        // Our own ports may have moved since the peer was made.
        if (forbidden.why(peer.host(), peer.apiPort()) != null) {
            throw new ApiProblem(
                    RejectionCode.TARGET_FORBIDDEN.status(),
                    RejectionCode.TARGET_FORBIDDEN.wire(),
                    "The api_port of peer " + peer.name() + " may not be asked");
        }
        return peer;
    }
}
