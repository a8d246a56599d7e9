package dev.sluice.proxy.l4;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The fields of a whole ClientHello (RFC 8446, 4.1.2), of which only the server name is kept. */
final class ClientHelloBody {

    /** Its lengths contradict each other, or a field is not what it may be. Without stack trace: a client may send many. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        private Malformed(String what) {
            super(what, null, false, false);
        }
    }

    private static final int VERSION_AND_RANDOM = 34;
    private static final int LONGEST_SESSION_ID = 32;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final int LONGEST_NAME = 253;

    private final byte[] bytes;
    private int at;
    private int end;

    ClientHelloBody(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The name that is asked for, in lower case; empty for none. */
    String serverName() throws Malformed {
        skip(VERSION_AND_RANDOM);
        int session = number(1);
        require(session <= LONGEST_SESSION_ID, "session id");
        skip(session);
        int suites = number(2);
        require(suites >= 2 && suites % 2 == 0, "cipher suites");
        skip(suites);
        int compressions = number(1);
        require(compressions >= 1, "compression methods");
        skip(compressions);
        if (at == end) {
            return ""; // a hello without extensions, as old clients send it
        }
        require(number(2) == end - at, "extensions");
        return fromExtensions();
    }

    private String fromExtensions() throws Malformed {
        String name = "";
        Set<Integer> types = new HashSet<>();
        while (at < end) {
            int type = number(2);
            int length = number(2);
            require(types.add(type) && length <= end - at, "extension");
            int next = at + length;
            if (type == SERVER_NAME) {
                name = fromList(next);
            }
            at = next;
        }
        return name;
    }

    /** A list of names, of which one alone may be a host's (RFC 6066, 3). */
    private String fromList(int next) throws Malformed {
        int whole = end;
        end = next;
        require(number(2) == end - at && at < end, "server name list");
        String name = "";
        while (at < end) {
            int type = number(1);
            int length = number(2);
            require(length > 0 && length <= end - at, "server name");
            if (type == HOST_NAME) {
                require(name.isEmpty(), "second host name");
                name = host(length);
            }
            at += length;
        }
        end = whole;
        return name;
    }

    private String host(int length) throws Malformed {
        int used = bytes[at + length - 1] == '.' ? length - 1 : length; // not allowed, and sent all the same
        require(used > 0 && used <= LONGEST_NAME, "host name");
        for (int i = at; i < at + used; i++) {
            require(bytes[i] > ' ' && bytes[i] < 0x7f, "host name");
        }
        return new String(bytes, at, used, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }

    private int number(int size) throws Malformed {
        require(size <= end - at, "length");
        int value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        return value;
    }

    private void skip(int length) throws Malformed {
        require(length <= end - at, "field");
        at += length;
    }

    private static void require(boolean fits, String what) throws Malformed {
        if (!fits) {
            throw new Malformed(what);
        }
    }
}
