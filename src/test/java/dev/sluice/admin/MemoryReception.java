package dev.sluice.admin;

import dev.sluice.core.port.AgentReception;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A place where agents report that issues codes one after the other, and knows of agents what a test says. */
final class MemoryReception implements AgentReception {

    static final Instant EXPIRY = Instant.parse("2026-11-29T10:10:00.123Z");

    final Map<Long, AgentStatus> known = new ConcurrentHashMap<>();
    private int issued;

    @Override
    public synchronized CompletionStage<IssuedCode> issueCode(long peerId, String actor) {
        String code = "sluice-" + peerId + "-" + actor + "-" + ++issued;
        return CompletableFuture.completedFuture(
                new IssuedCode(code, EXPIRY, "sluice agent --server https://192.0.2.1:9181 --pair " + code));
    }

    @Override
    public AgentStatus status(long peerId) {
        return known.getOrDefault(peerId, AgentStatus.SILENT);
    }

    @Override
    public @Nullable String apiToken(long peerId) {
        return known.containsKey(peerId) ? "what-opens-the-api-of-" + peerId : null;
    }
}
