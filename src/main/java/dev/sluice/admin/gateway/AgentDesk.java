package dev.sluice.admin.gateway;

import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.AgentReception;
import dev.sluice.core.port.AgentReports;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.InternalCertificates;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.core.port.PairingCodes;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.PairingEdits;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where agents report: issues pairing codes, and keeps the agents' listener open from the first one on. What is not said to be
 * for any thread is done on its one event loop, which is not that of control.
 */
public final class AgentDesk implements AgentReception {

    private static final Logger LOG = LoggerFactory.getLogger(AgentDesk.class);
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);
    /** Changes that come in a row are told together. */
    private static final long TOGETHER_MS = 20;

    private final Vertx vertx;
    private final Context loop;
    private final GatewayOptions options;
    private final ControlPlane plane;
    private final PairingCodes codes;
    private final InternalCertificates certificates;
    private final Function<Throwable, Future<Integer>> inWords;
    private final SecureRandom random = new SecureRandom();
    private final KnownConfigs configs;
    private final LiveAgents live = new LiveAgents();
    private final Doubts doubts = new Doubts();
    private final Streams streams;
    private final GatewayListener listener;
    private final AtomicBoolean telling = new AtomicBoolean();
    private @Nullable String refused;
    private long comments = -1;
    private long again = -1;
    private boolean closed;

    /**
     * A desk that listens nowhere yet.
     *
     * @param loop of the control Vertx, not control's own
     * @param inWords fails with what says in the operator's words why the listener cannot be opened
     */
    public AgentDesk(
            Vertx vertx,
            Context loop,
            GatewayOptions options,
            ControlPlane plane,
            PairingCodes codes,
            InternalCertificates certificates,
            AgentReports reports,
            Clock clock,
            Function<Throwable, Future<Integer>> inWords) {
        this.vertx = vertx;
        this.loop = loop;
        this.options = options;
        this.plane = plane;
        this.codes = codes;
        this.certificates = certificates;
        this.inWords = inWords;
        this.configs = new KnownConfigs(plane);
        this.streams = new Streams(configs);
        this.listener = new GatewayListener(
                vertx,
                loop,
                options,
                new GatewayRouter(
                                plane,
                                configs,
                                new PairDesk(plane, codes, certificates, loop, clock),
                                new BeatDesk(configs, live, new Announcements(plane), doubts, streams, reports, clock),
                                streams)
                        .build(vertx));
    }

    /** Begins; complete once the listener is open, if there is an authority, or was refused: then it is tried again. */
    public Future<Void> open() {
        return here(() -> {
            comments = vertx.setPeriodic(options.commentEvery().toMillis(), id -> streams.comment());
            return listenIfWanted();
        });
    }

    /** A state was published. Any thread. */
    public void published() {
        if (telling.compareAndSet(false, true)) {
            loop.runOnContext(v -> vertx.setTimer(TOGETHER_MS, id -> {
                telling.set(false);
                Desired desired = plane.snapshot().desired();
                streams.published(desired);
                live.retain(desired.pairings().keySet());
                doubts.retain(desired.pairings().keySet());
                listenIfWanted();
            }));
        }
    }

    private Future<Void> listenIfWanted() {
        Authority authority = plane.snapshot().desired().agents().authority();
        if (authority == null || closed || listener.port() >= 0) {
            return Future.succeededFuture();
        }
        return listen().<Void>mapEmpty().recover(failure -> {
            if (!closed && again < 0) {
                again = vertx.setTimer(options.again().toMillis(), id -> {
                    again = -1;
                    listenIfWanted();
                });
            }
            return Future.succeededFuture();
        });
    }

    /** The port; fails with a Rejection that says why there is none. */
    private Future<Integer> listen() {
        return Future.fromCompletionStage(certificates.settled(), loop)
                .compose(settled -> {
                    InternalIdentity identity = certificates.identity();
                    return identity == null
                            ? Future.failedFuture(new IllegalStateException(certificates.fault()))
                            : listener.open(identity);
                })
                .onSuccess(port -> {
                    if (refused != null) {
                        LOG.info("Agents are listened to on port {} now", port);
                        refused = null;
                    }
                })
                .recover(inWords)
                .recover(failure -> {
                    String sentence = String.valueOf(failure.getMessage());
                    if (!sentence.equals(refused)) {
                        refused = sentence;
                        LOG.error("Agents cannot come in: {}", sentence);
                    }
                    return Future.failedFuture(new Rejection(RejectionCode.AGENT_LISTENER_REFUSED, sentence));
                });
    }

    @Override
    public CompletionStage<IssuedCode> issueCode(long peerId, String actor) {
        return here(() -> {
                    Peer peer = PairingEdits.gateway(plane.snapshot().desired(), peerId);
                    return authority(actor).compose(there -> listen()).compose(port -> issue(peer, port, actor));
                })
                .toCompletionStage();
    }

    private Future<Authority> authority(String actor) {
        Authority known = plane.snapshot().desired().agents().authority();
        return known != null
                ? Future.succeededFuture(known)
                : Future.fromCompletionStage(certificates.make(), loop)
                        .compose(made -> Future.fromCompletionStage(
                                plane.change(PairingEdits.found(made, Command.by(actor))), loop))
                        .map(done -> {
                            Authority kept = done.desired().agents().authority();
                            return kept == null ? fail("the internal authority was not kept") : kept;
                        });
    }

    private static Authority fail(String sentence) {
        throw new IllegalStateException(sentence);
    }

    private Future<IssuedCode> issue(Peer peer, int port, String actor) {
        InternalIdentity identity = certificates.identity();
        if (identity == null) {
            return Future.failedFuture(new IllegalStateException(certificates.fault()));
        }
        PairingCode code = PairingCode.make(identity.authority(), random);
        return Future.fromCompletionStage(codes.issue(peer.id(), code.sha256(), CODE_LIFETIME), loop)
                .compose(until -> Future.fromCompletionStage(
                                plane.change(PairingEdits.codeIssued(peer.id(), until, Command.by(actor))), loop)
                        .compose(told -> vertx.executeBlocking(() -> OwnAddress.towards(peer, options.host())))
                        .map(address -> new IssuedCode(
                                code.text(),
                                until,
                                "./sluice agent --server https://" + address + ":" + port + " --pair " + code.text())));
    }

    @Override
    public AgentStatus status(long peerId) {
        Pairing pairing = plane.snapshot().desired().pairings().get(peerId);
        return pairing == null
                ? AgentStatus.SILENT
                : live.status(peerId, pairing.fingerprint(), streams.isOpen(peerId), configs.etag(peerId));
    }

    @Override
    public @Nullable String apiToken(long peerId) {
        return certificates.apiToken(peerId);
    }

    /** The port that agents come in by; negative if none is open. */
    public int port() {
        return listener.port();
    }

    /** Ends all streams and connections. */
    public Future<Void> close() {
        return here(() -> {
            closed = true;
            vertx.cancelTimer(comments);
            vertx.cancelTimer(again);
            streams.closeAll();
            return listener.close();
        });
    }

    /** Work on the loop, whatever thread asks for it. */
    private <T> Future<T> here(Supplier<Future<T>> work) {
        return Future.future(promise -> loop.runOnContext(v -> {
            try {
                work.get().onComplete(promise);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        }));
    }
}
