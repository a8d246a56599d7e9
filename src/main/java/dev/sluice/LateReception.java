package dev.sluice;

import dev.sluice.core.port.AgentReception;
import dev.sluice.core.port.StoreAwayException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The place where agents report as the admin API sees it, whether or not there is one yet: until then nothing is known of any. */
final class LateReception implements AgentReception {

    private volatile @Nullable AgentReception there;

    void isThere(AgentReception reception) {
        there = reception;
    }

    @Override
    public CompletionStage<IssuedCode> issueCode(long peerId, String actor) {
        AgentReception reception = there;
        return reception == null
                ? CompletableFuture.failedFuture(
                        new StoreAwayException("nobody can be paired yet", new IllegalStateException()))
                : reception.issueCode(peerId, actor);
    }

    @Override
    public AgentStatus status(long peerId) {
        AgentReception reception = there;
        return reception == null ? AgentStatus.SILENT : reception.status(peerId);
    }
}
