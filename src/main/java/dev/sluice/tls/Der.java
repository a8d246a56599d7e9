package dev.sluice.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The little DER (X.690) that puts a bare RSA or EC key into the PKCS #8 form that Java reads. */
final class Der {

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private Der() {}

    /**
     * A PKCS #8 form. Which algorithm, and for EC which curve, is taken from the public key that it belongs to.
     *
     * @param subjectPublicKeyInfo as a public key encodes itself
     * @param bare PKCS #1 or SEC 1
     */
    static byte[] pkcs8(byte[] subjectPublicKeyInfo, byte[] bare) {
        int at = headerLength(subjectPublicKeyInfo, 0);
        int end = at + headerLength(subjectPublicKeyInfo, at) + contentLength(subjectPublicKeyInfo, at);
        byte[] algorithm = Arrays.copyOfRange(subjectPublicKeyInfo, at, end);
        return value(SEQUENCE, VERSION_0, algorithm, value(OCTETS, bare));
    }

    private static int headerLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | bytes);
            for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
                out.write(length >>> shift);
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
