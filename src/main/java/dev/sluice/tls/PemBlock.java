package dev.sluice.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One block of a PEM text (RFC 7468), decoded.
 *
 * @param label what stands after BEGIN
 * @param encrypted whether it says that a passphrase protects it
 * @param der its content; null if that is not base64
 */
record PemBlock(String label, boolean encrypted, byte @Nullable [] der) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** All blocks that have an end, in order; what stands between them is no part of it. */
    static List<PemBlock> in(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelAt = at + BEGIN.length();
            int labelEnd = text.indexOf(DASHES, labelAt);
            if (labelEnd < 0) {
                break;
            }
            String label = text.substring(labelAt, labelEnd);
            int bodyAt = labelEnd + DASHES.length();
            int bodyEnd = text.indexOf(END + label + DASHES, bodyAt);
            if (bodyEnd >= 0) {
                blocks.add(of(label, text.substring(bodyAt, bodyEnd)));
            }
            at = text.indexOf(BEGIN, Math.max(bodyAt, bodyEnd));
        }
        return blocks;
    }

    private static PemBlock of(String label, String body) {
        StringBuilder base64 = new StringBuilder(body.length());
        boolean encrypted = label.startsWith("ENCRYPTED ");
        for (String line : body.split("\\R")) {
            if (line.indexOf(':') < 0) { // older forms have headers
                base64.append(line.strip());
            } else if (line.contains("ENCRYPTED")) {
                encrypted = true;
            }
        }
        return new PemBlock(label, encrypted, decoded(base64.toString()));
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return der.length == 0 ? null : der;
        } catch (IllegalArgumentException notBase64) {
            return null; // its message would quote
        }
    }

    /** The block of a certificate as text. */
    static String certificate(byte[] der) {
        return BEGIN + "CERTIFICATE" + DASHES + "\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n"
                + END + "CERTIFICATE" + DASHES + "\n";
    }

    boolean isCertificate() {
        return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** Its content may be a key. */
    @Override
    public String toString() {
        return "PemBlock[" + label + "]";
    }
}
