package dev.sluice;

import dev.sluice.admin.Access;
import dev.sluice.admin.AdminApi;
import dev.sluice.admin.AdminOptions;
import dev.sluice.admin.Documents;
import dev.sluice.config.Settings;
import dev.sluice.config.document.YamlDocuments;
import dev.sluice.core.Publication;
import dev.sluice.core.port.Clock;
import dev.sluice.proxy.FrontDoor;
import dev.sluice.proxy.PortRefused;
import dev.sluice.store.SnapshotFile;
import dev.sluice.store.Store;
import dev.sluice.store.state.PendingFile;
import dev.sluice.store.state.StateLock;
import dev.sluice.store.state.TokenFile;
import dev.sluice.tls.CertificateRoom;
import dev.sluice.watchdog.WatchdogOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running program: builds, starts and stops every room in order. The database comes first and goes last; the front door
 * opens once it is decided who serves, and closes first.
 */
public final class Sluice {

    /** Where the first token lies in the state directory if no terminal was told. */
    public static final String FIRST_TOKEN_FILE = FirstToken.FILE;

    private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);

    private final Settings settings;
    private final LiveSettings live;
    private final RoomOptions options;
    private final Vertx controlVertx = ControlVertx.open();
    private final Context hall = controlVertx.getOrCreateContext();
    private final Closers closers = new Closers();
    private final LateStore store = new LateStore();
    private final ActivityNews news = new ActivityNews();
    private final AgentsHere agents;
    private final SnapshotFile lastGood;
    private final ListenPortsHere ports;
    private StoreReach reach;
    private CertificatesInStep certificates;
    private WebhooksHere webhooks;
    private ControlVerticle control;
    private Observers observers;
    private volatile @Nullable FrontDoor frontDoor;
    private AdminApi admin;
    private Optional<FirstToken> firstToken = Optional.empty();

    @SuppressWarnings("NullAway.Init")
    private Sluice(Settings settings) {
        this.settings = settings;
        this.live = new LiveSettings(settings);
        this.options = new RoomOptions(settings, live);
        this.agents = new AgentsHere(controlVertx, hall, settings);
        this.ports = new ListenPortsHere(controlVertx, settings.http().host(), event -> control.tell(event));
        this.lastGood = new SnapshotFile(settings.stateDir());
    }

    /**
     * Starts the program; complete once the front door and the admin API are open. What was opened is closed again if a later
     * step fails. To be called from a thread that is no event loop.
     *
     * <p>Fails with a message for the operator, a {@link ListenFailure} if a port is the reason.
     *
     * @param terminal whether a person watches standard output: then the first token is not left in a file
     */
    public static CompletionStage<Sluice> start(Settings settings, boolean terminal) {
        Sluice sluice = new Sluice(settings);
        CompletableFuture<Sluice> started = new CompletableFuture<>();
        sluice.open(terminal).onComplete(opened -> {
            if (opened.succeeded()) {
                sluice.observers.ready();
                started.complete(sluice);
            } else {
                sluice.close().whenComplete((v, e) -> started.completeExceptionally(opened.cause()));
            }
        });
        return started;
    }

    private Future<Void> open(boolean terminal) {
        Future<Vertx> dataVertx = DataPlaneVertx.open(options);
        closers.add(() -> dataVertx.compose(Vertx::close, failed -> Future.succeededFuture()));
        return openState()
                .compose(lock -> openCertificates().map(lock))
                .compose(lock -> openStore(lock, terminal))
                .compose(reached -> openControl(reached))
                .compose(v -> openFrontDoor(dataVertx))
                .compose(v -> agents.open(
                        options,
                        control,
                        store.pairingCodes(),
                        certificates.room().authority(),
                        closers))
                .compose(v -> openAdmin())
                .onSuccess(v -> {
                    ExpiryWatch.open(hall, closers, certificates.room(), control);
                    CertificatesObtained.open(options, hall, closers, store, certificates, control);
                });
    }

    private Future<StateLock> openState() {
        return controlVertx
                .executeBlocking(() -> StateLock.take(settings.stateDir()))
                .compose(lock -> {
                    closers.add(controlVertx, lock);
                    return listenersAreFree().map(lock);
                });
    }

    private Future<Void> listenersAreFree() {
        return controlVertx.executeBlocking(() -> {
            ListenFailure.throwIfRefused(settings);
            return null;
        });
    }

    private Future<Void> openCertificates() {
        return Future.fromCompletionStage(CertificateRoom.open(options.tls()), hall)
                .map(room -> {
                    certificates = new CertificatesInStep(room, store);
                    webhooks = new WebhooksHere(hall, settings, store.webhookDeliveries(), room.secrets());
                    closers.add(controlVertx, room);
                    return null;
                });
    }

    /** Whether the database was reached; if not, there is a last good state to start from, and the tries go on. */
    private Future<Boolean> openStore(StateLock lock, boolean terminal) {
        // On the hall's context: the store's work and the admin API's share that loop, control has the other alone.
        reach = new StoreReach(hall, new DatabaseOpening(controlVertx, lock, settings));
        closers.add(reach::close);
        reach.reached().onSuccess(store::reached);
        return controlVertx
                .executeBlocking(lastGood::isWhole)
                .compose(reach::start)
                .compose(reached -> reached && !settings.admin().hasOwnKey()
                        ? FirstToken.issueIfNone(
                                        controlVertx, store.apiTokens(), store.logins(), settings.stateDir(), terminal)
                                .onSuccess(issued -> firstToken = issued)
                                .map(true)
                        : Future.succeededFuture(reached));
    }

    private Future<Void> openControl(boolean reachedAtStart) {
        control = new ControlVerticle(
                Clock.SYSTEM,
                store.desiredState(),
                news.told(store.ledger()),
                new PendingFile(settings.stateDir()),
                lastGood,
                WatchdogOptions.of(ProgramVersion.TEXT).with(certificates.hops()),
                this::published);
        return controlVertx
                .executeBlocking(() -> Observers.open(settings.log(), control))
                .compose(opened -> {
                    observers = opened;
                    closers.add(controlVertx, opened);
                    return controlVertx.deployVerticle(control);
                })
                .map(id -> {
                    closers.add(webhooks::close);
                    closers.add(() -> controlVertx.undeploy(id));
                    reach.reached().onSuccess(reached -> follow(reached, reachedAtStart));
                    return null;
                });
    }

    private void follow(Store reached, boolean atStart) {
        reached.follow(control::newerRevision);
        reached.keepEvents(settings.events().keep(), settings.events().most());
        if (!atStart) {
            LOG.info("The database is there now");
            control.newerRevision(Long.MAX_VALUE); // whatever it has, it counts
        }
    }

    private void published(Publication publication) {
        FrontDoor door = frontDoor;
        if (door != null) {
            door.published();
        }
        certificates.published(publication.snapshot().desired());
        observers.published(publication);
        agents.published();
        news.published(publication);
        webhooks.published(publication);
    }

    private Future<Void> openFrontDoor(Future<Vertx> dataVertx) {
        return Future.fromCompletionStage(certificates.room().settled(), hall)
                .compose(shown -> dataVertx)
                .compose(data -> FrontDoor.open(
                        data,
                        options.proxy(certificates.hops()),
                        certificates,
                        control::table,
                        control,
                        observers.requestLog(),
                        ports))
                .recover(this::cannotOpen)
                .map(door -> {
                    frontDoor = observers.watch(door);
                    closers.add(() -> door.shutdown(settings.proxy().drainPatience()));
                    return null;
                });
    }

    private Future<Void> openAdmin() {
        Settings.Admin at = settings.admin();
        AdminOptions adminOptions = options.admin(httpPort(), httpsPort(), ProgramVersion.TEXT);
        WholeActivity activity =
                new WholeActivity(store.activityLog(), control::unsavedEvents, news, settings.frontDoor());
        KnownTokens tokens = new KnownTokens(controlVertx, store.apiTokens(), new TokenFile(settings.stateDir()));
        return AdminApi.open(
                        controlVertx,
                        adminOptions,
                        control,
                        activity,
                        new Access(tokens, store.logins()),
                        certificates.forApi(),
                        observers::metrics,
                        new TrafficHere(observers, () -> frontDoor),
                        ports,
                        agents,
                        new Documents(new YamlDocuments(), store.revisions(), store.backups()),
                        webhooks.forApi())
                .recover(e -> ListenFailure.told(controlVertx, "admin", at.host(), at.port(), e))
                .map(opened -> {
                    admin = opened;
                    closers.add(opened::close);
                    return null;
                });
    }

    private <T> Future<T> cannotOpen(Throwable cause) {
        return cause instanceof PortRefused refused
                ? ListenFailure.told(
                        controlVertx, refused.scheme(), settings.http().host(), refused.port(), refused)
                : Future.failedFuture(cause);
    }

    /** The port that clients connect to. */
    public int httpPort() {
        FrontDoor door = frontDoor;
        return door == null ? settings.http().port() : door.httpPort();
    }

    /** The port that clients connect to for HTTPS; negative if there is none. */
    public int httpsPort() {
        FrontDoor door = frontDoor;
        return door == null ? settings.https().port() : door.httpsPort();
    }

    /** Where the admin API answers. */
    public URI adminUri() {
        String host = settings.admin().host();
        return URI.create(
                "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + admin.port() + "/api/v1");
    }

    /** The token made at this start, to be told on a terminal; empty if there was one before. */
    public Optional<String> firstToken() {
        return firstToken.map(FirstToken::reveal);
    }

    /** Takes of these settings what can change live; the log says what that was. Any thread, once it has started. */
    public Settings reload(Settings fresh) {
        Settings now = live.take(fresh);
        webhooks.allow(now.webhooksAllow());
        return now;
    }

    /** Closes all in order: listeners at once, requests in flight within the drain patience, the database last. */
    public CompletionStage<Void> stop() {
        LOG.info("Stopping");
        observers.stopping();
        return close();
    }

    /** The control loops go last. What waits for them must not run on them: a closed loop completes nothing. */
    private CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        closers.close().onComplete(rooms -> controlVertx.close().onComplete(done -> closed.complete(null)));
        return closed;
    }
}
