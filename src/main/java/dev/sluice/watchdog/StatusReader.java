package dev.sluice.watchdog;

import io.vertx.core.buffer.Buffer;

/**
 * A reader of the status line that an HTTP/1 answer begins with (RFC 9112 section 4), from bytes in any pieces. Interim answers
 * (1xx but 101, RFC 9110 section 15.2) are skipped. Strict: an answer that is not clearly HTTP is none.
 */
final class StatusReader implements AnswerReader {

    private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.'};
    /** {@code HTTP/1.1 200} and the byte after it. */
    private static final int LENGTH = 13;

    private static final int MOST_BYTES = 16 * 1024;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Buffer seen = Buffer.buffer(LENGTH * 16);
    private int start;

    @Override
    public Result read(Buffer bytes) {
        seen.appendBuffer(bytes);
        while (true) {
            Result line = line();
            boolean interim = line.status() >= 100 && line.status() < 200 && line.status() != SWITCHING_PROTOCOLS;
            if (!interim) {
                return line;
            }
            int end = endOfHead();
            if (end < 0) {
                return seen.length() > MOST_BYTES ? NOT_HTTP : MORE;
            }
            start = end;
        }
    }

    private Result line() {
        int length = Math.min(seen.length() - start, LENGTH);
        int status = 0;
        for (int i = 0; i < length; i++) {
            byte b = seen.getByte(start + i);
            if (!fits(i, b)) {
                return NOT_HTTP;
            }
            if (i >= 9 && i <= 11) {
                status = status * 10 + (b - '0');
            }
        }
        return length < LENGTH ? MORE : status < 100 ? NOT_HTTP : new Result(status);
    }

    private static boolean fits(int at, byte b) {
        if (at < VERSION.length) {
            return b == VERSION[at];
        }
        return switch (at) {
            case 8 -> b == ' ';
            case 12 -> b == ' ' || b == '\r';
            default -> b >= '0' && b <= '9';
        };
    }

    private int endOfHead() {
        for (int i = start; i + 3 < seen.length(); i++) {
            if (seen.getByte(i) == '\r'
                    && seen.getByte(i + 1) == '\n'
                    && seen.getByte(i + 2) == '\r'
                    && seen.getByte(i + 3) == '\n') {
                return i + 4;
            }
        }
        return -1;
    }
}
