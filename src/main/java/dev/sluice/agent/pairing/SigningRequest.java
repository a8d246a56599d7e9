package dev.sluice.agent.pairing;

import dev.sluice.agent.state.Pem;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;

/**
 * A fresh key pair, and the request (PKCS #10, RFC 2986) for a certificate of it. The name in it is of no account: the front
 * door gives the agent its own.
 *
 * @param pem the request
 */
record SigningRequest(KeyPair keys, String pem) {

    private static final String SUBJECT = "CN=Sluice agent";
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int ATTRIBUTES = 0xA0;
    /** ecdsa-with-SHA256 (RFC 5758, 3.2), as an OBJECT IDENTIFIER. */
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
    };

    /** Makes both. Takes some milliseconds: not for an event loop. */
    static SigningRequest make() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        byte[] info = der(
                SEQUENCE,
                der(INTEGER, new byte[] {0}),
                new X500Principal(SUBJECT).getEncoded(),
                keys.getPublic().getEncoded(),
                der(ATTRIBUTES));
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(keys.getPrivate());
        signer.update(info);
        byte[] request =
                der(SEQUENCE, info, der(SEQUENCE, ECDSA_WITH_SHA256), der(BIT_STRING, new byte[] {0}, signer.sign()));
        return new SigningRequest(keys, Pem.block("CERTIFICATE REQUEST", request));
    }

    /** One element (X.690, definite length) around those. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (length < 0x80) {
            element.write(length);
        } else if (length < 0x100) {
            element.write(0x81);
            element.write(length);
        } else {
            element.write(0x82);
            element.write(length >> 8);
            element.write(length);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SigningRequest[]";
    }
}
