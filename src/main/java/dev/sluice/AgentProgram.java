package dev.sluice;

import dev.sluice.agent.Agent;
import dev.sluice.agent.AgentOptions;
import dev.sluice.agent.link.ServerAddress;
import dev.sluice.agent.pairing.PairingCall;
import dev.sluice.agent.pairing.PairingCode;
import dev.sluice.agent.state.Identity;
import dev.sluice.agent.state.StateDirectory;
import dev.sluice.config.AgentSettings;
import dev.sluice.observe.ServiceNotifier;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.DataVertx;
import dev.sluice.proxy.PortRefused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program in its second role: an agent on a gateway. It knows neither database nor admin API. */
public final class AgentProgram {

    private static final Logger LOG = LoggerFactory.getLogger(AgentProgram.class);

    private static final int MOST_LOOPS = 2;
    private static final int PAIRING_S = 60;
    private static final int OPENING_S = 60;

    private final AgentSettings settings;
    private final Identity identity;
    private final ServiceNotifier manager = ServiceNotifier.ofEnvironment();
    private final Closers closers = new Closers();
    private @Nullable Agent agent;

    private AgentProgram(AgentSettings settings, Identity identity) {
        this.settings = settings;
        this.identity = identity;
    }

    /**
     * Pairs the agent if it is to be paired, and starts it; it serves when this returns. Blocks: for the main thread.
     *
     * @throws Exception with a message for the operator, a {@link ListenFailure} if a port is the reason
     */
    public static AgentProgram start(AgentSettings settings) throws Exception {
        Vertx control = control();
        Identity identity;
        try {
            identity = identity(settings, control);
        } catch (Exception e) {
            control.close();
            throw e;
        }
        AgentProgram program = new AgentProgram(settings, identity);
        program.closers.add(control::close);
        try {
            program.open(control);
        } catch (Exception e) {
            program.close().toCompletableFuture().get(OPENING_S, TimeUnit.SECONDS);
            throw e;
        }
        program.manager.ready();
        return program;
    }

    private static Vertx control() {
        return Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setPreferNativeTransport(false)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .build();
    }

    private static Identity identity(AgentSettings settings, Vertx control) throws Exception {
        StateDirectory state = StateDirectory.open(settings.stateDir());
        PairingCode code = settings.pairingCode() == null
                ? null
                : PairingCode.parse(settings.pairingCode().value());
        if (settings.pairingCode() != null && code == null) {
            throw new IllegalArgumentException("pair: actual another text, expected " + PairingCode.EXPECTED);
        }
        Identity known = code == null ? state.identity() : knownOrDamaged(state);
        if (code == null || known != null && known.codeHash().equals(code.hash())) {
            if (known == null) {
                throw new IOException("pairing: actual none in " + state + ", expected one; get a code with POST"
                        + " /api/v1/peers/{id}/pairing-code, and start once with --pair CODE");
            }
            return known;
        }
        Identity fresh = await(
                new PairingCall(control, code, settings.hop(), ProgramVersion.TEXT, settings.lanAddress())
                        .ask(servers(settings)),
                PAIRING_S);
        state.keep(fresh);
        LOG.info("paired as peer {} ({})", fresh.peerId(), fresh.peerName());
        return fresh;
    }

    /** A new pairing mends what is damaged. */
    private static @Nullable Identity knownOrDamaged(StateDirectory state) {
        try {
            return state.identity();
        } catch (IOException e) {
            return null;
        }
    }

    private static List<ServerAddress> servers(AgentSettings settings) {
        return settings.servers().stream()
                .map(text -> Objects.requireNonNull(ServerAddress.parse(text), text))
                .toList();
    }

    private void open(Vertx control) throws Exception {
        if (identity.hop() != settings.hop()) {
            LOG.warn(
                    "hop: actual {} by the pairing, expected {} by the settings; to change it, pair anew",
                    identity.hop().wire(),
                    settings.hop().wire());
        }
        int loops = settings.eventLoops() > 0
                ? settings.eventLoops()
                : Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
        Vertx data = DataVertx.openSmall(loops, ClientLimits.defaults().connections());
        closers.add(data::close);
        AgentOptions options = new AgentOptions(
                servers(settings),
                settings.proxyHost(),
                settings.proxyPort(),
                settings.apiHost(),
                settings.apiPort(),
                settings.lanAddress(),
                loops,
                settings.wakePatience(),
                ProgramVersion.TEXT);
        StateDirectory state = StateDirectory.open(settings.stateDir());
        try {
            Agent opened = await(Agent.open(control, data, options, identity, state.config()), OPENING_S);
            agent = opened;
            closers.add(() -> opened.close(settings.drainPatience()));
        } catch (PortRefused e) {
            throw ListenFailure.ofAgent("proxy-port", settings.proxyHost(), e.port(), e);
        } catch (IOException e) {
            throw ListenFailure.ofAgent("api-port", settings.apiHost(), settings.apiPort(), e);
        }
    }

    private static <T> T await(Future<T> future, int seconds) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new TimeoutException("start: actual none within " + seconds + " s, expected one");
        }
    }

    /** The port that the front door connects to. */
    public int proxyPort() {
        return agent == null ? settings.proxyPort() : agent.proxyPort();
    }

    /** The port of the agent's own API. */
    public int apiPort() {
        return agent == null ? settings.apiPort() : agent.apiPort();
    }

    /** Which peer of the front door's this is. */
    public String peer() {
        return identity.peerId() + " (" + identity.peerName() + "), hop "
                + identity.hop().wire();
    }

    /** Closes all in order: listeners at once, requests in flight within the drain patience. */
    public CompletionStage<Void> stop() {
        LOG.info("Stopping");
        manager.stopping();
        return close();
    }

    private CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        closers.close().onComplete(done -> closed.complete(null));
        return closed;
    }
}
