package dev.sluice.testing.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Breaks an input in a few places: bits, bytes, pieces cut out, doubled, moved, replaced by others, or by those of another input. */
final class Mutation {

    private static final int LONGEST_SPAN = 40;
    private static final byte[] TELLING = {
        0, '\t', '\n', '\r', ' ', '"', '%', '*', '+', ',', '-', '.', '/', ':', ';', 0x7f, -1
    };

    private final List<byte[]> corpus;
    private final byte[][] pieces;

    Mutation(List<byte[]> corpus, String... pieces) {
        this.corpus = corpus;
        this.pieces = new byte[pieces.length][];
        for (int i = 0; i < pieces.length; i++) {
            this.pieces[i] = pieces[i].getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    byte[] of(byte[] seed, Random random) {
        byte[] broken = seed.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            broken = once(broken, random);
        }
        return broken;
    }

    private byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST_SPAN));
        switch (random.nextInt(8)) {
            case 0:
                return join(bytes, at, new byte[] {(byte) random.nextInt()}, Math.min(bytes.length, at + 1));
            case 1:
                return join(
                        bytes,
                        at,
                        new byte[] {TELLING[random.nextInt(TELLING.length)]},
                        Math.min(bytes.length, at + 1));
            case 2:
                return join(bytes, at, new byte[] {TELLING[random.nextInt(TELLING.length)]}, at);
            case 3:
                return join(bytes, at, new byte[0], end);
            case 4:
                return join(bytes, random.nextInt(bytes.length + 1), part(bytes, at, end));
            case 5:
                return at < bytes.length
                        ? join(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))}, at + 1)
                        : bytes;
            case 6:
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int from = random.nextInt(other.length + 1);
                int to = Math.min(other.length, from + random.nextInt(LONGEST_SPAN));
                return join(bytes, at, part(other, from, to));
            default:
                return pieces.length == 0
                        ? bytes
                        : join(bytes, at, pieces[random.nextInt(pieces.length)], random.nextBoolean() ? at : end);
        }
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] join(byte[] bytes, int at, byte[] in) {
        return join(bytes, at, in, at);
    }

    /** The bytes with those from {@code at} to {@code end} replaced. */
    private static byte[] join(byte[] bytes, int at, byte[] in, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + in.length);
        out.write(bytes, 0, at);
        out.writeBytes(in);
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }
}
