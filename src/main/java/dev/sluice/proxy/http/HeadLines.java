package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a request's head as bytes, before they are decoded, and in them what the decoder below takes without a trace:
 * folded lines, which it joins; blanks and control characters before the request line, which it skips, and between its
 * words. It goes on from line to line, and looks at no byte but the first of each and those about its end.
 */
final class HeadLines {

    private static final byte CR = '\r';
    private static final byte LF = '\n';

    /** RFC 9112 2.2 asks for patience with one. */
    private static final int MOST_EMPTY_LINES = 8;

    private int lines;
    private int emptyLines;

    /** The head of the next request is due. */
    void next() {
        lines = 0;
        emptyLines = 0;
    }

    /** Whether the head's first line is complete. */
    boolean hasBegun() {
        return lines > 0;
    }

    /** Whether nothing of the head is here yet. */
    boolean isBefore(ByteBuf in) {
        return lines == 0 && (!in.isReadable() || in.getByte(in.readerIndex()) == CR);
    }

    /**
     * Looks at the lines that begin in this buffer, and skips empty ones before the first. The decoder below takes whole lines
     * only, so the buffer always begins at a line's start.
     *
     * @return why they are refused; null if they are not
     */
    @Nullable
    Failure look(ByteBuf in) {
        if (lines == 0 && !begins(in)) {
            return Failure.BAD_REQUEST;
        }
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (at < end) {
            byte first = in.getByte(at);
            if (lines > 0 && (first == ' ' || first == '\t')) {
                return Failure.OBSOLETE_FOLDING;
            }
            int lf = in.indexOf(at, end, LF);
            if (lf < 0) {
                return in.indexOf(at, end - 1, CR) < 0 ? null : Failure.BAD_REQUEST; // no line can end like this
            }
            boolean empty = lf == at || lf == at + 1 && first == CR;
            if (empty) {
                return null; // the head's end; a body may follow
            }
            lines++;
            at = lf + 1;
        }
        return null;
    }

    /** Whether a method may begin here; a ClientHello does not, for example, nor what a blank hides. */
    private boolean begins(ByteBuf in) {
        while (in.isReadable()) {
            int at = in.readerIndex();
            byte first = in.getByte(at);
            if (first > ' ') {
                return true;
            }
            if (first != CR) {
                return false;
            }
            if (in.readableBytes() == 1) {
                return true; // the rest is on its way
            }
            if (in.getByte(at + 1) != LF || ++emptyLines > MOST_EMPTY_LINES) {
                return false;
            }
            in.skipBytes(2);
        }
        return true;
    }

    /**
     * A word of a request line begins there, after one blank.
     *
     * @throws IllegalArgumentException if anything else is before it
     */
    static void beginsWord(byte[] line, int at) {
        if (at < 2 || line[at - 1] != ' ' || line[at - 2] <= ' ' && line[at - 2] >= 0) {
            throw new IllegalArgumentException("request line: words are not parted by single blanks");
        }
    }

    /** The same of a word's end, for the first one. */
    static void endsWord(byte[] line, int end) {
        if (end < line.length && line[end] != ' ') {
            throw new IllegalArgumentException("request line: words are not parted by single blanks");
        }
    }
}
