package dev.sluice.proxy.header;

import io.netty.util.NetUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses as bytes: IPv4 in 4, IPv6 in 16; an IPv4 address in IPv6 clothes counts as IPv4. */
public final class Addresses {

    private static final int MAPPED_PREFIX = 12;

    private Addresses() {}

    /** The address, or null if the text is none; a port, brackets or a zone may be present. No name is looked up. */
    public static byte @Nullable [] parse(String text) {
        String bare = text;
        if (bare.startsWith("[")) {
            int close = bare.indexOf(']');
            bare = close < 0 ? bare : bare.substring(1, close);
        } else if (bare.indexOf(':') >= 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        int zone = bare.indexOf('%');
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(zone < 0 ? bare : bare.substring(0, zone));
        return bytes == null ? null : unmapped(bytes);
    }

    /** The address without its IPv6 clothes. */
    public static byte[] unmapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return Arrays.copyOfRange(address, MAPPED_PREFIX, 16);
    }

    /** The address in its usual spelling. */
    public static String text(byte[] address) {
        return NetUtil.bytesToIpAddress(address);
    }

    /** Whether this is 127/8 or ::1. */
    public static boolean isLoopback(byte[] address) {
        if (address.length == 4) {
            return address[0] == 127;
        }
        for (int i = 0; i < 15; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[15] == 1;
    }
}
