package dev.sluice.core.port;

import org.jspecify.annotations.Nullable;

/**
 * What is told of one request, or of one TCP connection of an L4 route, when it is over.
 *
 * @param startedMillis wall clock
 * @param client the client's address after trusted proxies
 * @param target as received, not decoded
 * @param status what the client got; 499 if it left before the head; 101 for a tunnel that is over
 * @param bytesIn body bytes from the client, or what came from it through the tunnel
 * @param bytesOut body bytes to the client, or what came for it through the tunnel
 * @param durationNanos from the request's head to the last byte of the answer, or the tunnel's end
 * @param upstreamNanos from sending upstream to the response's head, -1 if there was none
 * @param routeId 0 if none matched
 * @param peerId the peer that answered, or the last that was tried; 0 if none was
 * @param attempts upstreams that were tried
 * @param rescued whether it was sent a second time after its peer was lost
 * @param failure the failure's log code; null if there was none
 */
public record FinishedRequest(
        long startedMillis,
        String requestId,
        String client,
        String method,
        String scheme,
        String host,
        String target,
        String version,
        int status,
        long bytesIn,
        long bytesOut,
        long durationNanos,
        long upstreamNanos,
        long routeId,
        long peerId,
        int attempts,
        boolean rescued,
        @Nullable String failure,
        @Nullable String userAgent) {

    /** The method of a TCP connection, which is told as a request too. */
    public static final String TCP = "TCP";

    private static final int SWITCHING_PROTOCOLS = 101;

    /** Whether it took as long as its client and its peer liked, and says nothing of how quick an answer was. */
    public boolean isConnection() {
        return method.equals(TCP) || status == SWITCHING_PROTOCOLS;
    }

    /** The same when the tunnel it became is over, so many nanoseconds later. */
    public FinishedRequest tunnelled(long in, long out, long laterNanos, @Nullable String tunnelFailure) {
        return new FinishedRequest(
                startedMillis,
                requestId,
                client,
                method,
                scheme,
                host,
                target,
                version,
                status,
                in,
                out,
                durationNanos + laterNanos,
                upstreamNanos,
                routeId,
                peerId,
                attempts,
                rescued,
                tunnelFailure,
                userAgent);
    }
}
