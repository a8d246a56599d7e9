package dev.sluice.proxy.http;

import dev.sluice.proxy.ProxyOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How clients may speak, with no default left that is unsafe at the edge (RFC 9113 10.5). */
final class ServerProtocols {

    private static final int INITIAL_HEAD_BYTES = 1024;
    private static final int STREAMS = 100;
    private static final int STREAM_WINDOW_BYTES = 64 * 1024;
    private static final int CONNECTION_WINDOW_BYTES = 1024 * 1024;
    private static final int HEADER_TABLE_BYTES = 4096;
    /**
     * Streams that a client may give up on in a window, or make us reset by its faults (CVE-2023-44487, CVE-2025-8671);
     * browsers come to some ten when a page is left. One more ends the connection.
     */
    private static final int MOST_RESETS = 200;

    private static final int RESET_WINDOW_S = 30;
    /** Frames below 8 KiB that a head may go on in (CVE-2024-27316, CVE-2026-33871); larger ones are bounded by its size. */
    private static final int MOST_SMALL_CONTINUATIONS = 16;

    private final ProxyOptions options;
    private final HttpServerOptions http1;

    ServerProtocols(ProxyOptions options) {
        this.options = options;
        this.http1 = common();
    }

    /** HTTP/1 in clear text. */
    HttpServerOptions http1() {
        return http1;
    }

    /** HTTP/2 in clear text; for connections whose preface was seen, so that its upgrade from HTTP/1 never comes up. */
    HttpServerOptions priorKnowledge() {
        return common().setHttp2ClearTextEnabled(true);
    }

    /** What was agreed in the TLS handshake. */
    HttpServerOptions withinTls() {
        return common().setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
    }

    private HttpServerOptions common() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(options.clients().headBytes())
                .setMaxHeaderSize(options.clients().headBytes())
                .setDecoderInitialBufferSize(INITIAL_HEAD_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setHandle100ContinueAutomatically(false)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(STREAMS)
                        .setInitialWindowSize(STREAM_WINDOW_BYTES)
                        .setHeaderTableSize(HEADER_TABLE_BYTES)
                        .setMaxHeaderListSize(options.clients().headBytes()))
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS)
                .setHttp2RstFloodWindowDuration(RESET_WINDOW_S)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setHttp2MaxSmallContinuationFrames(MOST_SMALL_CONTINUATIONS);
    }
}
