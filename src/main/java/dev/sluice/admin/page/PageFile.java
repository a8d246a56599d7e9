package dev.sluice.admin.page;

import dev.sluice.admin.http.Gzip;
import io.vertx.core.buffer.Buffer;
import java.util.zip.Deflater;

/** One file of the page, ready to be sent as it is or compressed; all of them are text. */
record PageFile(MediaType type, Buffer plain, Buffer zipped) {

    /** Compressed once for all visitors, so as small as it gets. */
    static PageFile of(MediaType type, byte[] bytes) {
        return new PageFile(type, Buffer.buffer(bytes), Gzip.of(bytes, Deflater.BEST_COMPRESSION));
    }
}
