package dev.sluice.agent.lan;

import java.util.Arrays;
import java.util.HexFormat;

/** What a sleeping machine's network card waits for: six times FF, then its own address sixteen times. */
final class MagicPacket {

    private static final int TIMES = 16;
    private static final int MAC_BYTES = 6;

    private MagicPacket() {}

    /**
     * The packet for that card.
     *
     * @param mac as {@code aa:bb:cc:dd:ee:ff}
     */
    static byte[] of(String mac) {
        byte[] address = HexFormat.ofDelimiter(":").parseHex(mac);
        if (address.length != MAC_BYTES) {
            throw new IllegalArgumentException("mac: actual " + mac + ", expected six pairs of hex digits");
        }
        byte[] packet = new byte[MAC_BYTES + TIMES * MAC_BYTES];
        Arrays.fill(packet, 0, MAC_BYTES, (byte) 0xFF);
        for (int i = 1; i <= TIMES; i++) {
            System.arraycopy(address, 0, packet, i * MAC_BYTES, MAC_BYTES);
        }
        return packet;
    }
}
