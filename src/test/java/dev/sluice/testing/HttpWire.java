package dev.sluice.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One end of an HTTP/1.1 connection, read with blocking calls: heads, and bodies of both framings. Knows the JDK only,
 * because a stand-in runs it with nothing else on its class path. One thread.
 */
final class HttpWire {

    private static final int HEAD_LIMIT = 64 * 1024;

    private final InputStream in;

    HttpWire(InputStream in) {
        this.in = new BufferedInputStream(in, 4 * 1024);
    }

    /**
     * A request's or an answer's head.
     *
     * @param start the first line
     * @param headers names in lower case; values of a repeated name joined by a comma
     */
    record Head(String start, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        boolean isChunked() {
            return header("transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked");
        }
    }

    /** The next head; null if the other end has closed between two messages. */
    @Nullable
    Head head() throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        int size = start.length();
        for (String line = wholeLine(); !line.isEmpty(); line = wholeLine()) {
            size += line.length();
            int colon = line.indexOf(':');
            if (colon < 1 || size > HEAD_LIMIT) {
                throw new IOException("head: actual '" + line + "', expected 'name: value' within 64 KiB");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (earlier, later) -> earlier + ", " + later);
        }
        return new Head(start, headers);
    }

    /** A whole body of a message that has one if its head says so. */
    byte[] body(Head head) throws IOException {
        if (!head.isChunked()) {
            String length = head.header("content-length");
            return exactly(length.isEmpty() ? 0 : Integer.parseInt(length));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            wholeLine();
        }
        String trailer = wholeLine();
        while (!trailer.isEmpty()) {
            trailer = wholeLine();
        }
        return body.toByteArray();
    }

    /** What follows the last head or body that was read, for another protocol. */
    InputStream rest() {
        return in;
    }

    private int chunkSize() throws IOException {
        String line = wholeLine();
        int extension = line.indexOf(';');
        return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("body: actual " + bytes.length + " bytes, expected " + length);
        }
        return bytes;
    }

    private String wholeLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("message: actual end of stream, expected the rest of it");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new EOFException("line: actual end of stream after '" + line + "', expected its end");
            }
            if (line.length() > HEAD_LIMIT) {
                throw new IOException("line: actual more than 64 KiB, expected less");
            }
            line.append((char) b);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
