package dev.sluice.observe;

import java.io.IOException;

/** Where whole lines go. One thread; may block. */
interface LogSink {

    /**
     * Writes lines.
     *
     * @throws IOException if they could not all be written; none of them then remains half-written where that can be helped
     */
    void write(byte[] lines, int length) throws IOException;

    void close() throws IOException;
}
