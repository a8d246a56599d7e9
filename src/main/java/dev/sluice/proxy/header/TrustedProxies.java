package dev.sluice.proxy.header;

import java.util.ArrayList;
import java.util.List;

/** The addresses whose word about the client counts; nobody's by default. */
public final class TrustedProxies {

    /** An address block. */
    private record Block(byte[] address, int bits) {

        boolean contains(byte[] candidate) {
            if (candidate.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (candidate[i] != address[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (candidate[whole] ^ address[whole]) >> (8 - rest) == 0;
        }
    }

    private final Block[] blocks;

    /**
     * The proxies of these blocks.
     *
     * @param entries addresses or CIDR blocks
     * @throws IllegalArgumentException names the first entry that is neither
     */
    public TrustedProxies(List<String> entries) {
        List<Block> parsed = new ArrayList<>();
        for (String entry : entries) {
            parsed.add(parse(entry.strip()));
        }
        this.blocks = parsed.toArray(Block[]::new);
    }

    public boolean isEmpty() {
        return blocks.length == 0;
    }

    /** Whether that address belongs to a trusted proxy. */
    public boolean contains(byte[] address) {
        for (Block block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Block parse(String entry) {
        int slash = entry.indexOf('/');
        byte[] address = Addresses.parse(slash < 0 ? entry : entry.substring(0, slash));
        int bits = slash < 0 ? address == null ? -1 : address.length * 8 : number(entry.substring(slash + 1));
        if (address == null || bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException(
                    "trusted proxy: actual \"" + entry + "\", expected an address or a CIDR block like 10.0.0.0/8");
        }
        return new Block(address, bits);
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > 3) {
            return -1;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(digits);
    }
}
