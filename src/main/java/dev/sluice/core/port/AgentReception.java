package dev.sluice.core.port;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the admin API asks of the place where agents report. Any thread; stages complete on any thread. */
public interface AgentReception {

    /**
     * A pairing code, told once.
     *
     * @param expiresAt until when it is good
     * @param command what to enter on the gateway
     */
    record IssuedCode(String code, Instant expiresAt, String command) {

        @Override
        public String toString() {
            return "IssuedCode[until " + expiresAt + "]";
        }
    }

    /**
     * What is so about a paired agent.
     *
     * @param version as it last told; null before its first beat
     * @param connected whether it would hear of a change at once
     * @param lastBeatAt null before its first beat to this process
     * @param configCurrent whether its last beat named the config that it should have
     */
    record AgentStatus(
            @Nullable String version,
            boolean connected,
            @Nullable Instant lastBeatAt,
            boolean configCurrent) {

        /** Nothing was heard of it yet. */
        public static final AgentStatus SILENT = new AgentStatus(null, false, null, false);
    }

    /**
     * Issues a code for the gateway in the place of its last, and opens the agents' listener if it is not open yet. Fails with
     * {@link StoreAwayException}, or with a {@link dev.sluice.core.rule.Rejection}: NOT_FOUND, PEER_NOT_GATEWAY,
     * AGENT_LISTENER_REFUSED.
     */
    CompletionStage<IssuedCode> issueCode(long peerId, String actor);

    /** What is so about the peer's agent; {@link AgentStatus#SILENT} if nothing is known. Never waits. */
    AgentStatus status(long peerId);

    /** What opens the API of the peer's agent to us; null if it is not paired. Never waits. */
    @Nullable
    String apiToken(long peerId);
}
