package dev.sluice.admin;

import dev.sluice.admin.http.ApiRouter;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.http.Scope;
import dev.sluice.admin.json.PeerJson;
import dev.sluice.admin.page.WebPage;
import dev.sluice.admin.resource.ActivityResource;
import dev.sluice.admin.resource.AgentPassage;
import dev.sluice.admin.resource.BackupResource;
import dev.sluice.admin.resource.CertificateFailuresResource;
import dev.sluice.admin.resource.CertificatesResource;
import dev.sluice.admin.resource.Changes;
import dev.sluice.admin.resource.DesiredResource;
import dev.sluice.admin.resource.DocumentApplying;
import dev.sluice.admin.resource.DrillsResource;
import dev.sluice.admin.resource.ExplainResource;
import dev.sluice.admin.resource.FailoverResource;
import dev.sluice.admin.resource.MembersResource;
import dev.sluice.admin.resource.MigrationResource;
import dev.sluice.admin.resource.OpenResource;
import dev.sluice.admin.resource.PairingResource;
import dev.sluice.admin.resource.PeerCommandsResource;
import dev.sluice.admin.resource.PeersResource;
import dev.sluice.admin.resource.PoolsResource;
import dev.sluice.admin.resource.ReadinessResource;
import dev.sluice.admin.resource.RootCertificateResource;
import dev.sluice.admin.resource.RoutesResource;
import dev.sluice.admin.resource.SettingsResource;
import dev.sluice.admin.resource.ShownPeers;
import dev.sluice.admin.resource.SiteResource;
import dev.sluice.admin.resource.StatusResource;
import dev.sluice.admin.resource.UptimeResource;
import dev.sluice.admin.resource.WebhooksResource;
import dev.sluice.admin.stream.EventStreams;
import dev.sluice.admin.stream.EventsResource;
import dev.sluice.admin.stream.StateNews;
import dev.sluice.core.document.DocumentEdits;
import dev.sluice.core.model.Probe;
import dev.sluice.core.port.AgentReception;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.port.LiveActivity;
import dev.sluice.core.port.Traffic;
import dev.sluice.core.rule.Pace;
import dev.sluice.core.rule.PeerEdits;
import dev.sluice.core.rule.RouteEdits;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP server of the admin API, on one loop of the control Vertx. */
final class AdminVerticle extends VerticleBase {

    private static final String DOCUMENT = "/admin/openapi.yaml";
    private static final int IDLE_SECONDS = 60;
    private static final int AGENT_DIAL_MS = 2_000;

    private final AdminOptions options;
    private final ControlPlane plane;
    private final LiveActivity activity;
    private final Access access;
    private final ClientTls clientTls;
    private final Supplier<String> metrics;
    private final Traffic traffic;
    private final ListenPorts ports;
    private final AgentReception reception;
    private final Documents documents;
    private final Webhooks webhooks;
    private final Duration agentSilence;
    private final Clock clock = Clock.SYSTEM;
    private final EventStreams.Bounds streamBounds;
    private EventStreams streams;
    private volatile @Nullable HttpServer server;
    private Reception entrance;

    @SuppressWarnings("NullAway.Init")
    AdminVerticle(
            AdminOptions options,
            ControlPlane plane,
            LiveActivity activity,
            Access access,
            ClientTls clientTls,
            Supplier<String> metrics,
            Traffic traffic,
            ListenPorts ports,
            AgentReception reception,
            Documents documents,
            Webhooks webhooks,
            Duration agentSilence,
            EventStreams.Bounds streamBounds) {
        this.options = options;
        this.streamBounds = streamBounds;
        this.agentSilence = agentSilence;
        this.plane = plane;
        this.activity = activity;
        this.access = access;
        this.clientTls = clientTls;
        this.metrics = metrics;
        this.traffic = traffic;
        this.ports = ports;
        this.reception = reception;
        this.documents = documents;
        this.webhooks = webhooks;
    }

    @Override
    public Future<?> start() {
        streams = new EventStreams(
                context,
                activity,
                traffic,
                plane::snapshot,
                new StateNews(new PeerJson(this::defaultProbe, reception)::of, ports),
                clock,
                options.frontDoor(),
                streamBounds);
        streams.start();
        entrance = new Reception(vertx, context, options, access, clock, plane::tell);
        ApiRouter router = new ApiRouter(vertx, entrance.gate(), options.host(), options.hosts())
                .with(operations())
                .raw(AgentPassage.PATH, Scope.READ, Scope.OPERATE, agents())
                .open(new WebPage(vertx));
        return entrance.open()
                .compose(read -> vertx.createHttpServer(serverOptions())
                        .requestHandler(router.build())
                        .listen(options.port(), options.host()))
                .onSuccess(open -> server = open);
    }

    /** Whoever listens is told that we end. */
    @Override
    public Future<?> stop() {
        streams.close();
        return entrance.close();
    }

    /** Every operation of the API, in the order in which paths are tried. */
    List<Operation> operations() {
        Changes changes = new Changes(plane, context);
        ShownPeers peers = new ShownPeers(changes, new PeerJson(this::defaultProbe, reception));
        List<Operation> all = new ArrayList<>(new OpenResource(plane, metrics, document()).operations());
        all.addAll(new PeersResource(changes, new PeerEdits(options.forbidden(), options.defaultProbe()), peers)
                .operations());
        all.addAll(new PeerCommandsResource(changes, peers).operations());
        all.addAll(new PairingResource(changes, reception).operations());
        all.addAll(new MigrationResource(changes, options.forbidden()).operations());
        all.addAll(new PoolsResource(changes, options.features()).operations());
        all.addAll(new MembersResource(changes, options.features()).operations());
        all.addAll(new RoutesResource(changes, new RouteEdits(options.forbidden()), ports).operations());
        all.addAll(new CertificatesResource(changes, clientTls.certificates()).operations());
        all.addAll(new CertificateFailuresResource(changes, clientTls.failures()).operations());
        all.addAll(new RootCertificateResource(changes, clientTls.root()).operations());
        all.addAll(new WebhooksResource(
                        changes, webhooks.guard(), webhooks.seal(), webhooks.deliveries(), webhooks.sender())
                .operations());
        DocumentEdits edits = new DocumentEdits(options.forbidden(), webhooks.guard(), options.defaultProbe());
        DocumentApplying applying = new DocumentApplying(changes, edits, options.features(), ports, clock);
        all.addAll(new DesiredResource(
                        changes, applying, clientTls.certificates(), this.documents.text(), this.documents.revisions())
                .operations());
        all.addAll(entrance.operations(changes));
        all.addAll(new SettingsResource(changes, options.settings(), options.defaultProbe()).operations());
        all.addAll(new SiteResource(changes).operations());
        all.addAll(new BackupResource(changes, documents.backups()).operations());
        all.addAll(new FailoverResource(changes, clock).operations());
        all.addAll(new DrillsResource(changes).operations());
        all.addAll(new ReadinessResource(changes, clock).operations());
        all.addAll(new ExplainResource(changes, ports, clock).operations());
        all.addAll(new ActivityResource(changes, activity).operations());
        all.addAll(new UptimeResource(changes, activity, clock).operations());
        all.addAll(new EventsResource(streams).operations());
        all.addAll(new StatusResource(changes, ports, clock, options.version(), options.frontDoor()).operations());
        return all;
    }

    private Probe defaultProbe() {
        return Pace.in(plane.snapshot().desired(), options.defaultProbe());
    }

    /** One connection for each request: agents are asked seldom, and a stale one would cost more than it saves. */
    private AgentPassage agents() {
        HttpClientOptions dialling =
                new HttpClientOptions().setConnectTimeout(AGENT_DIAL_MS).setKeepAlive(false);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(4).setMaxWaitQueueSize(16);
        HttpClient client = vertx.createHttpClient(dialling, pool);
        return new AgentPassage(new Changes(plane, context), reception, options.forbidden(), client, agentSilence);
    }

    private static HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(16 * 1024)
                .setHttp2ClearTextEnabled(false);
    }

    private static Buffer document() {
        try (InputStream in = AdminVerticle.class.getResourceAsStream(DOCUMENT)) {
            return in == null ? Buffer.buffer() : Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        HttpServer open = server;
        return open == null ? -1 : open.actualPort();
    }
}
