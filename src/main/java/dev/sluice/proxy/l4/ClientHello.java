package dev.sluice.proxy.l4;

import java.util.Arrays;

/**
 * The ClientHello at the beginning of a TLS connection (RFC 8446, 4.1.2), read as its bytes come: over any number of records
 * and reads, each byte once. Whatever is no well-formed ClientHello is {@link State#INVALID}; nothing is guessed.
 */
final class ClientHello {

    /** How far it is. */
    enum State {
        /** More bytes are needed. */
        INCOMPLETE,
        /** It is whole; {@link #serverName()} may be asked for. */
        COMPLETE,
        /** This is no ClientHello, or a broken one. */
        INVALID,
        /** It would be larger than any that we want to keep. */
        TOO_LARGE
    }

    /** Bytes on the wire, headers of records included. */
    static final int LARGEST = 16 * 1024;

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int INITIAL = 512;

    private final int[] recordHeader = new int[RECORD_HEADER];
    private byte[] message = new byte[INITIAL];
    private int filled;
    private int seen;
    private int headerFilled;
    private int recordLeft;
    private State state = State.INCOMPLETE;
    private String serverName = "";

    /** The name that the client asks for (RFC 6066, 3), in lower case; empty if it asks for none. */
    String serverName() {
        return serverName;
    }

    State state() {
        return state;
    }

    /** Takes the next byte; once the state is final, further bytes change nothing. */
    State read(byte next) {
        if (state != State.INCOMPLETE) {
            return state;
        }
        if (++seen > LARGEST) {
            state = State.TOO_LARGE;
        } else if (recordLeft == 0) {
            header(next & 0xff);
        } else {
            recordLeft--;
            content(next);
        }
        return state;
    }

    private void header(int next) {
        recordHeader[headerFilled++] = next;
        boolean fits = headerFilled != 1 || next == HANDSHAKE;
        fits &= headerFilled != 2 || next == 3; // SSL 3.0 to TLS 1.3 all say so here
        if (fits && headerFilled == RECORD_HEADER) {
            headerFilled = 0;
            recordLeft = recordHeader[3] << 8 | next;
            fits = recordLeft > 0 && recordLeft <= 1 << 14;
        }
        if (!fits) {
            state = State.INVALID;
        }
    }

    private void content(byte next) {
        if (filled == message.length) {
            message = Arrays.copyOf(message, filled * 2);
        }
        message[filled++] = next;
        if (filled == 1 && next != CLIENT_HELLO) {
            state = State.INVALID;
        } else if (filled >= MESSAGE_HEADER) {
            int whole = MESSAGE_HEADER + length();
            if (whole > LARGEST - RECORD_HEADER) {
                state = State.TOO_LARGE;
            } else if (filled == whole) {
                finish(whole);
            }
        }
    }

    private int length() {
        return (message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | message[3] & 0xff;
    }

    private void finish(int whole) {
        try {
            serverName = new ClientHelloBody(message, MESSAGE_HEADER, whole).serverName();
            state = State.COMPLETE;
        } catch (ClientHelloBody.Malformed broken) {
            state = State.INVALID;
        }
    }
}
