package dev.sluice.core.model;

/**
 * A block of addresses of one family, such as 10.0.0.0/8; an address alone is a block of one.
 *
 * @param six whether it is of IPv6
 * @param high the first 64 bits of an IPv6 address; all of an IPv4 one
 * @param low the other 64 bits of an IPv6 address
 * @param bits how many leading ones count; the others are 0
 */
public record Network(boolean six, long high, long low, int bits) {

    /** The longest prefix of IPv4. */
    public static final int BITS_OF_IPV4 = 32;

    /** The longest prefix of IPv6. */
    public static final int BITS_OF_IPV6 = 128;

    /** As many bits as count, whatever comes behind them. */
    public Network {
        if (six) {
            high &= mask(Math.min(bits, 64), 64);
            low &= mask(Math.max(0, bits - 64), 64);
        } else {
            high &= mask(bits, BITS_OF_IPV4);
            low = 0;
        }
    }

    /**
     * The block that this address lies in.
     *
     * @param address 4 or 16 bytes
     */
    public static Network of(byte[] address, int bits) {
        boolean six = address.length != 4;
        return six
                ? new Network(true, number(address, 0, 8), number(address, 8, 8), bits)
                : new Network(false, number(address, 0, 4), 0, bits);
    }

    /** Whether the address lies in it; never one of the other family. An IPv4 address in IPv6 clothes is IPv6 here. */
    public boolean contains(byte[] address) {
        if ((address.length == 4) == six) {
            return false;
        }
        if (!six) {
            return (number(address, 0, 4) & mask(bits, BITS_OF_IPV4)) == high;
        }
        return (number(address, 0, 8) & mask(Math.min(bits, 64), 64)) == high
                && (number(address, 8, 8) & mask(Math.max(0, bits - 64), 64)) == low;
    }

    /** Its first address: 4 or 16 bytes. */
    public byte[] address() {
        byte[] bytes = new byte[six ? 16 : 4];
        for (int i = 0; i < bytes.length; i++) {
            long part = i < 8 ? high : low;
            bytes[i] = (byte) (part >>> 8 * ((six ? 7 : 3) - i % 8));
        }
        return bytes;
    }

    /** Whether it is one address. */
    public boolean isSingle() {
        return bits == (six ? BITS_OF_IPV6 : BITS_OF_IPV4);
    }

    private static long mask(int bits, int of) {
        long ones = of == 64 ? -1L : (1L << of) - 1;
        return bits == 0 ? 0 : ones & (ones << (of - bits));
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }
}
