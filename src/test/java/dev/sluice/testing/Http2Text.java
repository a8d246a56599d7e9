package dev.sluice.testing;

/** Frames of HTTP/2 as text, a char for each byte (ISO 8859-1), for those who speak it without a library. */
public final class Http2Text {

    /** What a client begins with (RFC 9113 section 3.4). */
    public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private Http2Text() {}

    /** A field as it is, new to every table (RFC 7541 section 6.2.2); name and value of at most 126 bytes each. */
    public static String field(String name, String value) {
        return "\0" + (char) name.length() + name + (char) value.length() + value;
    }

    /** One frame, of at most 65,535 bytes, on one of the first 255 streams. */
    public static String frame(int type, int flags, int stream, String payload) {
        return "\0" + (char) (payload.length() >> 8) + (char) (payload.length() & 255) + (char) type + (char) flags
                + "\0\0\0" + (char) stream + payload;
    }
}
