package dev.sluice.proxy.http;

import io.netty.handler.codec.http.HttpContent;
import java.util.List;

/**
 * What a chunked body has beside its content: sizes, extensions, trailers (RFC 9112 7.1). The decoder below bounds each
 * line; this bounds all of them together, as none is passed on.
 */
final class ChunkFrames {

    /** What framing may take each time that bytes are looked at: a size and two line ends, generously. */
    private static final int FREE = 32;

    private final int most;
    private int bytes;

    /**
     * For the bodies of one connection, one after the other.
     *
     * @param most bytes beyond what the sizes of chunks take
     */
    ChunkFrames(int most) {
        this.most = most;
    }

    /** The body has ended. */
    void next() {
        bytes = 0;
    }

    /** Whether so many bytes, out of which these were decoded, are not too many. */
    boolean fit(int read, List<Object> decoded) {
        int framing = read - FREE;
        for (int i = 0; i < decoded.size() && framing > 0; i++) {
            if (decoded.get(i) instanceof HttpContent content) {
                framing -= content.content().readableBytes();
            }
        }
        if (framing > 0) {
            bytes += framing;
        }
        return bytes <= most;
    }
}
