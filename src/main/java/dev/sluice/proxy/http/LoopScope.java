package dev.sluice.proxy.http;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.port.FaultReports;
import dev.sluice.core.port.RequestLog;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.HopCredentials;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.TlsTermination;
import dev.sluice.proxy.access.Doorkeeper;
import dev.sluice.proxy.access.PasswordChecks;
import dev.sluice.proxy.certified.CertifiedHandshakes;
import dev.sluice.proxy.compress.Encoders;
import dev.sluice.proxy.header.RequestIds;
import dev.sluice.proxy.header.TrustedProxies;
import dev.sluice.proxy.hop.UpstreamTls;
import dev.sluice.proxy.limit.RateLimits;
import dev.sluice.proxy.mirror.Mirrors;
import dev.sluice.proxy.page.OwnPages;
import dev.sluice.proxy.site.Sites;
import dev.sluice.proxy.tunnel.Tunnels;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.net.impl.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all requests of one event loop share. Everything in it is used on that loop only, but for what the hall gave us. */
public final class LoopScope {

    private final ProxyOptions options;
    private final Supplier<RoutingTable> table;
    private final FaultReports faults;
    private final RequestLog log;
    private final TrustedProxies trusted;
    private final ConnectionCaps caps;
    private final @Nullable AgentGate gate;
    private final Vertx vertx;
    private final PooledLinks links;
    private final HttpClient client;
    private @Nullable HttpClient tlsClient;
    private @Nullable HttpClientAgent http2Client;
    private @Nullable HttpClientAgent http2TlsClient;
    private final Context context;
    private final Wheel wheel;
    private final Origins origins;
    private final Tunnels tunnels;
    private final ServerProtocols protocols;
    private final ChallengeAnswers challenges;
    private final HttpsRedirect redirect;
    private final UpstreamTls upstreamTls;
    private final NewsWaits newsWaits;
    private final Sites sites;
    private final @Nullable CertifiedEntrance certified;
    private final Mirrors mirrors;
    private final OwnPages pages = new OwnPages();
    private @Nullable Encoders encoders;
    private final RequestIds ids = new RequestIds();
    private @Nullable ShutdownEvent draining;

    public LoopScope(
            Vertx vertx,
            ProxyOptions options,
            Supplier<RoutingTable> table,
            FaultReports faults,
            RequestLog log,
            TrustedProxies trusted,
            ConnectionCaps caps,
            PasswordChecks passwords,
            RateLimits limits,
            @Nullable TlsTermination tls,
            @Nullable CertifiedHandshakes certified) {
        this.options = options;
        this.table = table;
        this.faults = faults;
        this.log = log;
        this.trusted = trusted;
        this.caps = caps;
        this.gate = options.hops().gate();
        this.vertx = vertx;
        this.upstreamTls = new UpstreamTls(options.hops(), options.upstreams().handshake());
        this.links = new PooledLinks(options);
        this.client = UpstreamClient.open(vertx, options, links);
        this.context = vertx.getOrCreateContext();
        this.wheel = new Wheel(context);
        this.newsWaits = new NewsWaits(wheel, vertx.getOrCreateContext(), gate);
        this.origins = new Origins(this);
        this.challenges = new ChallengeAnswers(tls, vertx.getOrCreateContext());
        this.redirect = new HttpsRedirect(tls, options.publicHttpsPort());
        this.tunnels = new Tunnels(wheel, options.tunnels(), table);
        this.protocols = new ServerProtocols(options);
        this.mirrors = new Mirrors(vertx, wheel, options.upstreams());
        this.certified = certified == null ? null : new CertifiedEntrance(vertx, this, certified);
        this.sites = new Sites(new Doorkeeper(vertx, options.upstreams(), passwords), limits);
    }

    /** A new table is out: requests that wait for a peer which is DOWN in it may move on, tunnels without a route end. */
    public void published() {
        RoutingTable fresh = table.get();
        newsWaits.published();
        origins.published(fresh);
        pages.published();
        sites.published(fresh);
        tunnels.published(fresh);
        if (certified != null) {
            certified.published(fresh);
        }
    }

    /** Where clients show certificates; null without TLS. */
    public @Nullable CertifiedEntrance certified() {
        return certified;
    }

    /** Lets go of connections to that peer that nothing is under way on. */
    public void closeIdle(PeerVitals peer) {
        links.closeIdle(peer);
    }

    /** From now on answers say that their connection closes, for which they have that time. */
    public void drain(Duration patience) {
        draining = new ShutdownEvent(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isDraining() {
        return draining != null;
    }

    /** What connections hear that were accepted too late to be told by their listener; null before the drain. */
    @Nullable
    ShutdownEvent draining() {
        return draining;
    }

    /** There is a listener for HTTPS: clients may be sent there. */
    public void listensForHttpsAt(int port) {
        redirect.listensAt(port);
    }

    /** Whom to serve, at an agent; null at a front door. */
    public @Nullable AgentGate gate() {
        return gate;
    }

    boolean isAgent() {
        return gate != null;
    }

    /** Why a request that no route leads to fails. */
    public Failure noRoute() {
        return gate == null ? Failure.NO_ROUTE : gate.noRoute();
    }

    /** What waits for a newer table, at an agent. */
    public NewsWaits newsWaits() {
        return newsWaits;
    }

    /** What routes do beside forwarding. */
    Sites sites() {
        return sites;
    }

    /** Where copies of requests go. */
    Mirrors mirrors() {
        return mirrors;
    }

    /** The operator's pages for what fails. */
    OwnPages pages() {
        return pages;
    }

    ChallengeAnswers challenges() {
        return challenges;
    }

    HttpsRedirect redirect() {
        return redirect;
    }

    ServerProtocols protocols() {
        return protocols;
    }

    public ProxyOptions options() {
        return options;
    }

    public RoutingTable table() {
        return table.get();
    }

    public FaultReports faults() {
        return faults;
    }

    public RequestLog log() {
        return log;
    }

    public TrustedProxies trusted() {
        return trusted;
    }

    public ConnectionCaps caps() {
        return caps;
    }

    /** For upstreams that are spoken to in HTTP/2; made when the first is. */
    HttpClientAgent http2Client() {
        HttpClientAgent made = http2Client == null ? UpstreamClient.openHttp2(vertx, options) : http2Client;
        http2Client = made;
        return made;
    }

    /** The same over TLS, where that agrees upon HTTP/2. */
    HttpClientAgent http2TlsClient() {
        HttpClientAgent made = http2TlsClient == null ? UpstreamClient.openHttp2Tls(vertx, options) : http2TlsClient;
        http2TlsClient = made;
        return made;
    }

    HttpClient client() {
        return client;
    }

    /** For upstreams behind TLS; made when the first is. */
    HttpClient tlsClient() {
        HttpClient made = tlsClient == null ? UpstreamClient.openTls(vertx, options, links) : tlsClient;
        tlsClient = made;
        return made;
    }

    /** How TLS begins towards upstreams. */
    public UpstreamTls upstreamTls() {
        return upstreamTls;
    }

    /** By what that agent knows this front door; null if by certificates. */
    public @Nullable String secretOf(long peerId) {
        HopCredentials credentials = options.hops().credentials();
        return credentials == null ? null : credentials.secret(peerId);
    }

    /** Runs that on this event loop, soon. Any thread. */
    void execute(Runnable task) {
        context.runOnContext(v -> task.run());
    }

    public Wheel wheel() {
        return wheel;
    }

    /** What is tunnelled on this event loop, for HTTP routes and others. */
    public Tunnels tunnels() {
        return tunnels;
    }

    /** For answers that are compressed; made when the first is. */
    Encoders encoders() {
        Encoders made = encoders == null ? new Encoders() : encoders;
        encoders = made;
        return made;
    }

    Origins origins() {
        return origins;
    }

    public RequestIds ids() {
        return ids;
    }
}
