package dev.sluice.agent;

import dev.sluice.agent.api.OwnApi;
import dev.sluice.agent.config.ConfigFile;
import dev.sluice.agent.lan.LanWatch;
import dev.sluice.agent.lan.Wake;
import dev.sluice.agent.link.Beats;
import dev.sluice.agent.link.ServerLink;
import dev.sluice.agent.state.Identity;
import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.model.Hop;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.AgentTls;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.FrontDoor;
import dev.sluice.proxy.Hops;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.UpstreamLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A running agent: what a front door is to clients, it is to the front door, with routes of its own that it is told. It serves
 * from its last config at once; the front door need not be there.
 */
public final class Agent {

    private static final Duration HEAD_START = Duration.ofSeconds(5);

    private final Vertx control;
    private final Context loop;
    private final AgentOptions options;
    private final Identity identity;
    private final Carried carried;
    private final L4Ports ports = new L4Ports(this::tellSoon);
    private final LanWatch lan;
    private final Word word;
    private volatile @Nullable FrontDoor door;
    private volatile @Nullable OwnApi api;
    private volatile @Nullable ServerLink link;
    private @Nullable Beats beats;

    private Agent(Vertx control, AgentOptions options, Identity identity, Path configFile) {
        this.control = control;
        this.loop = control.getOrCreateContext();
        this.options = options;
        this.identity = identity;
        this.carried = new Carried(control, identity.peerId(), new ConfigFile(configFile));
        this.lan = new LanWatch(
                control, carried.tables(), new Wake(), RandomGenerator.getDefault(), this::letGo, this::tellSoon);
        this.word = new Word(options, carried, ports, lan);
    }

    /**
     * Starts an agent; complete once it serves. Blocks shortly for the last config: not for an event loop. What was opened
     * before a failure, such as {@link dev.sluice.proxy.PortRefused}, is closed again.
     *
     * @param control where it talks to the front door and looks after its LAN
     * @param data where traffic is carried
     * @param configFile where the last config is kept
     */
    public static Future<Agent> open(
            Vertx control, Vertx data, AgentOptions options, Identity identity, Path configFile) {
        Agent agent = new Agent(control, options, identity, configFile);
        agent.carried.takeKept();
        return agent.openDoor(data)
                .compose(v -> agent.openApi())
                .compose(v -> agent.call())
                .map(agent)
                .recover(fault -> agent.close(Duration.ZERO).transform(done -> Future.failedFuture(fault)));
    }

    private Future<Void> openDoor(Vertx data) {
        boolean mtls = identity.hop() == Hop.MTLS;
        AgentGate gate = (mtls
                        ? AgentGate.byCertificate(carried::isConfigured)
                        : AgentGate.bySecret(identity.gatewayAuth(), carried::isConfigured))
                .withNews(this::askForNews);
        ProxyOptions listening = ProxyOptions.defaults()
                .withHttp(options.host(), mtls ? ProxyOptions.NONE : options.proxyPort())
                .withHttps(mtls ? options.proxyPort() : ProxyOptions.NONE)
                .withEventLoops(options.eventLoops())
                .withClients(limits())
                .withUpstreams(patience())
                .withHops(Hops.from(gate).withWakePatience(options.wakePatience()));
        AgentTls tls = mtls ? new AgentTls(identity.shown()) : null;
        return FrontDoor.open(data, listening, tls, carried::table, this::missed, told -> {}, ports)
                .onSuccess(opened -> door = opened)
                .mapEmpty();
    }

    /** One caller brings everybody's requests: what one address may take is what all may. */
    private static ClientLimits limits() {
        ClientLimits usual = ClientLimits.defaults();
        return usual.withConnectionsPerAddress(usual.connections());
    }

    /** Shorter than the front door's, which else gives up first and never hears that the LAN host is silent. */
    private static UpstreamLimits patience() {
        UpstreamLimits usual = UpstreamLimits.defaults();
        return usual.withResponseHead(usual.responseHead().minus(HEAD_START));
    }

    private Future<Void> openApi() {
        return onLoop(() -> OwnApi.open(
                        control,
                        options.apiHost(),
                        options.apiPort(),
                        identity.apiToken(),
                        this::health,
                        this::status,
                        this::fetch)
                .onSuccess(opened -> api = opened)
                .<Void>mapEmpty());
    }

    private Future<Void> call() {
        return onLoop(() -> {
            AgentConfig config = carried.config();
            if (config != null) {
                lan.watch(config);
            }
            ServerLink fresh =
                    ServerLink.open(control, options.servers(), identity, new Calls(), RandomGenerator.getDefault());
            link = fresh;
            beats = Beats.open(control, fresh, word::beat, RandomGenerator.getDefault());
            return Future.succeededFuture();
        });
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> step) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(
                v -> Future.succeededFuture().compose(here -> step.get()).onComplete(done));
        return done.future();
    }

    /** What the front door says. */
    private final class Calls implements ServerLink.Listener {

        @Override
        public @Nullable String etag() {
            return carried.etag();
        }

        @Override
        public boolean configCame(String document, String etag) {
            if (!carried.take(document, etag)) {
                return false;
            }
            AgentConfig config = carried.config();
            FrontDoor opened = door;
            if (config != null && opened != null) {
                opened.published();
                lan.watch(config);
            }
            tell();
            return true;
        }

        @Override
        public void look(Set<Long> routes) {
            lan.look(routes);
        }

        @Override
        public void connected() {
            tell();
        }
    }

    private void missed(long number, String evidence, long seenNanos) {
        loop.runOnContext(v -> lan.missed(number));
    }

    private void letGo(PeerVitals silent) {
        FrontDoor open = door;
        if (open != null) {
            open.closeIdle(silent);
        }
    }

    private void tell() {
        if (beats != null) {
            beats.now();
        }
    }

    private void tellSoon() {
        loop.runOnContext(v -> tell());
    }

    private void fetch() {
        ServerLink there = link;
        if (there != null) {
            there.fetch();
        }
    }

    /** Requests go by another config than ours. Without word from the front door it stays ours. Any thread. */
    private boolean askForNews(Runnable answered) {
        ServerLink there = link;
        if (there == null || !there.isOpen()) {
            return false;
        }
        loop.runOnContext(v -> there.fetchSoon(answered));
        return true;
    }

    private boolean isConnected() {
        ServerLink there = link;
        return there != null && there.isOpen();
    }

    private JsonObject health() {
        return new JsonObject()
                .put("status", "ok")
                .put("version", options.version())
                .put("configured", carried.isConfigured())
                .put("connected", isConnected());
    }

    private JsonObject status() {
        JsonObject status = word.status()
                .put("peer_id", identity.peerId())
                .put("peer_name", identity.peerName())
                .put("hop", identity.hop().wire())
                .put("proxy_port", proxyPort());
        ServerLink there = link;
        return there == null
                ? status
                : status.put("connected", there.isOpen())
                        .put("server", there.currentServer().toString());
    }

    /** The port that the front door connects to. */
    public int proxyPort() {
        FrontDoor opened = door;
        if (opened == null) {
            return options.proxyPort();
        }
        return identity.hop() == Hop.MTLS ? opened.httpsPort() : opened.httpPort();
    }

    /** The port of its own API. */
    public int apiPort() {
        OwnApi opened = api;
        return opened == null ? options.apiPort() : opened.port();
    }

    /** Ends it: listeners at once, requests in flight within that patience. Never fails. */
    public Future<Void> close(Duration patience) {
        FrontDoor opened = door;
        return (opened == null ? Future.<Void>succeededFuture() : opened.shutdown(patience))
                .otherwiseEmpty()
                .compose(v -> onLoop(this::endTalk));
    }

    private Future<Void> endTalk() {
        if (beats != null) {
            beats.close();
        }
        OwnApi opened = api;
        ServerLink there = link;
        return Future.join(
                        there == null ? Future.succeededFuture() : there.close(),
                        opened == null ? Future.succeededFuture() : opened.close(),
                        lan.close())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
