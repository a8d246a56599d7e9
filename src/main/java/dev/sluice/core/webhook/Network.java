package dev.sluice.core.webhook;

import dev.sluice.core.rule.HostSyntax;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses, such as 10.0.0.0/8.
 *
 * @param bits how many leading ones count
 */
record Network(InetAddress address, int bits) {

    /** The network that the text names, an address alone being one of one; null if it names none. */
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = HostSyntax.address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int most = address.getAddress().length * 8;
        try {
            int bits = slash < 0 ? most : Integer.parseInt(text, slash + 1, text.length(), 10);
            return bits < 0 || bits > most ? null : new Network(address, bits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** One that is known to be written well. */
    static Network of(String text) {
        Network network = parse(text);
        if (network == null) {
            throw new IllegalArgumentException("network: actual " + text + ", expected one such as 10.0.0.0/8");
        }
        return network;
    }

    /** Whether the address lies in it; never one of the other family. */
    boolean contains(InetAddress other) {
        byte[] here = address.getAddress();
        byte[] there = other.getAddress();
        if (here.length != there.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
            if (((here[bit / 8] ^ there[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
