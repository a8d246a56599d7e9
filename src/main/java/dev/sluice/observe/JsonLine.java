package dev.sluice.observe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of JSON objects, one per line, as UTF-8. Strings are written so that no byte of theirs can end a line, leave its
 * quotes, or steer a terminal: quotes, backslashes, all control characters (C0, DEL, C1), line separators and unpaired surrogates
 * are escaped (RFC 8259 section 7).
 */
final class JsonLine {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_CHAR = 6;

    private byte[] bytes = new byte[4096];
    private int length;
    private boolean first;

    JsonLine open() {
        ascii("{");
        first = true;
        return this;
    }

    JsonLine close() {
        ascii("}\n");
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** A string, or null. */
    JsonLine field(String name, @Nullable String value) {
        name(name);
        if (value == null) {
            ascii("null");
        } else {
            quoted(value);
        }
        return this;
    }

    JsonLine field(String name, long value) {
        name(name);
        number(value);
        return this;
    }

    JsonLine field(String name, boolean value) {
        name(name);
        ascii(value ? "true" : "false");
        return this;
    }

    /** A positive id, or null for 0. */
    JsonLine id(String name, long value) {
        return value == 0 ? field(name, null) : field(name, value);
    }

    /** Nanoseconds as milliseconds with three decimals; null if negative. */
    JsonLine millis(String name, long nanos) {
        if (nanos < 0) {
            return field(name, null);
        }
        name(name);
        long micros = (nanos + 500) / 1000;
        number(micros / 1000);
        int rest = (int) (micros % 1000);
        reserve(4);
        put('.');
        put('0' + rest / 100);
        put('0' + rest / 10 % 10);
        put('0' + rest % 10);
        return this;
    }

    private void name(String name) {
        reserve(name.length() + 4);
        if (!first) {
            put(',');
        }
        put('"');
        copy(name, name.length());
        put('"');
        put(':');
        first = false;
    }

    /** Most are short, and need no string of their own. */
    private void number(long value) {
        if (value < 0 || value > 9_999_999) {
            ascii(Long.toString(value));
            return;
        }
        int rest = (int) value;
        int digits = 1;
        for (int bound = 10; rest >= bound; bound *= 10) {
            digits++;
        }
        reserve(digits);
        for (int at = length + digits; at > length; rest /= 10) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
        length += digits;
    }

    private void ascii(String text) {
        reserve(text.length());
        copy(text, text.length());
    }

    /** The first characters of a text, which are of ASCII. */
    @SuppressWarnings("deprecation") // it drops the upper byte; here there is none, and nothing is as fast
    private void copy(String text, int end) {
        text.getBytes(0, end, bytes, length);
        length += end;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private void quoted(String text) {
        reserve(text.length() * LONGEST_CHAR + 2);
        put('"');
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        copy(text, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                put(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                encode(Character.toCodePoint(c, text.charAt(++i)));
            } else if (c < 0xa0 || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                escape(c);
            } else {
                encode(c);
            }
        }
        put('"');
    }

    private void escape(char c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    bytes[length++] = HEX[(c >> shift) & 0xf];
                }
            }
        }
    }

    private void encode(int point) {
        if (point < 0x800) {
            put(0xc0 | point >> 6);
        } else {
            if (point < 0x10000) {
                put(0xe0 | point >> 12);
            } else {
                put(0xf0 | point >> 18);
                put(0x80 | point >> 12 & 0x3f);
            }
            put(0x80 | point >> 6 & 0x3f);
        }
        put(0x80 | point & 0x3f);
    }

    private void put(int b) {
        bytes[length++] = (byte) b;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
