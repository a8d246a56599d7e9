package dev.sluice.observe;

import dev.sluice.core.port.FinishedRequest;
import java.time.Instant;

/**
 * The spelling of one finished request as a line of the access log; {@code docs/observability.md} explains the fields. One thread.
 */
final class AccessLine {

    private final String timeName;
    private final String targetName;
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    AccessLine() {
        this("ts", "target");
    }

    /** One whose time and target have other names. */
    AccessLine(String timeName, String targetName) {
        this.timeName = timeName;
        this.targetName = targetName;
    }

    void append(FinishedRequest request, JsonLine line) {
        line.open()
                .field(timeName, time(request.startedMillis()))
                .field("request_id", request.requestId())
                .field("client", request.client())
                .field("method", request.method())
                .field("scheme", request.scheme())
                .field("host", request.host())
                .field(targetName, SecretMask.apply(request.target()))
                .field("version", request.version())
                .field("status", request.status())
                .field("bytes_in", request.bytesIn())
                .field("bytes_out", request.bytesOut())
                .millis("duration_ms", request.durationNanos())
                .millis("upstream_ms", request.upstreamNanos())
                .id("route_id", request.routeId())
                .id("peer_id", request.peerId())
                .field("attempts", request.attempts())
                .field("rescued", request.rescued())
                .field("failure", request.failure())
                .field("user_agent", request.userAgent())
                .close();
    }

    /** UTC with milliseconds. Most lines share their second with the one before. */
    private String time(long millis) {
        long now = Math.floorDiv(millis, 1000L);
        if (now != second) {
            String text = Instant.ofEpochSecond(now).toString();
            secondText = text.substring(0, text.length() - 1);
            second = now;
        }
        long rest = Math.floorMod(millis, 1000L);
        return secondText + (rest < 10 ? ".00" : rest < 100 ? ".0" : ".") + rest + "Z";
    }
}
