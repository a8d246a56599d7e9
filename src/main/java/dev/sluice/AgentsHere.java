package dev.sluice;

import dev.sluice.admin.gateway.AgentDesk;
import dev.sluice.config.Settings;
import dev.sluice.core.port.AgentReception;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.InternalCertificates;
import dev.sluice.core.port.PairingCodes;
import dev.sluice.core.port.StoreAwayException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The place where agents report as the rest sees it, whether or not it is there yet: until then nothing is known of any. */
final class AgentsHere implements AgentReception {

    private final Vertx vertx;
    private final Context hall;
    private final Settings settings;
    private volatile @Nullable AgentDesk there;

    AgentsHere(Vertx vertx, Context hall, Settings settings) {
        this.vertx = vertx;
        this.hall = hall;
        this.settings = settings;
    }

    /** Its listener only if agents were ever to come; what is in its way does not keep the rest from serving. */
    Future<Void> open(
            RoomOptions options,
            ControlVerticle control,
            PairingCodes codes,
            InternalCertificates certificates,
            Closers closers) {
        Settings.Agent agent = settings.agent();
        AgentDesk desk = new AgentDesk(
                vertx,
                hall,
                options.agents(),
                control,
                codes,
                certificates,
                control,
                Clock.SYSTEM,
                refused -> ListenFailure.told(vertx, "agent", agent.host(), agent.port(), refused));
        there = desk;
        closers.add(desk::close);
        return desk.open();
    }

    /** A state was published. */
    void published() {
        AgentDesk desk = there;
        if (desk != null) {
            desk.published();
        }
    }

    @Override
    public CompletionStage<IssuedCode> issueCode(long peerId, String actor) {
        AgentDesk desk = there;
        return desk == null
                ? CompletableFuture.failedFuture(
                        new StoreAwayException("nobody can be paired yet", new IllegalStateException()))
                : desk.issueCode(peerId, actor);
    }

    @Override
    public AgentStatus status(long peerId) {
        AgentDesk desk = there;
        return desk == null ? AgentStatus.SILENT : desk.status(peerId);
    }

    @Override
    public @Nullable String apiToken(long peerId) {
        AgentDesk desk = there;
        return desk == null ? null : desk.apiToken(peerId);
    }
}
