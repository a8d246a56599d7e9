package dev.sluice.tls;

import dev.sluice.core.rule.Problems;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads an agent's certification request (PKCS #10, RFC 2986). Only its key counts, and the proof that whoever asks has it;
 * which names it asks for does not.
 */
final class SigningRequest {

    private static final String PATH = "csr";
    private static final String EXPECTED = "PEM with one CERTIFICATE REQUEST";
    private static final int LARGEST = 8 * 1024;

    private SigningRequest() {}

    /**
     * The key to be certified.
     *
     * @throws dev.sluice.core.rule.Rejection if there is none that may be
     */
    static PublicKey keyOf(String pem) {
        Problems problems = new Problems();
        PublicKey key = read(pem, problems);
        problems.refuseIfAny();
        if (key == null) {
            throw new IllegalStateException("csr: neither a key nor a problem");
        }
        return key;
    }

    private static @Nullable PublicKey read(String pem, Problems problems) {
        if (pem.length() > LARGEST) {
            problems.add(PATH, pem.length() + " characters", "at most " + LARGEST);
            return null;
        }
        List<PemBlock> blocks = PemBlock.in(pem);
        byte[] der = blocks.size() == 1 && blocks.get(0).label().endsWith("CERTIFICATE REQUEST")
                ? blocks.get(0).der()
                : null;
        if (der == null) {
            problems.add(PATH, blocks.size() + " PEM blocks, or another one", EXPECTED);
            return null;
        }
        try {
            return checked(new JcaPKCS10CertificationRequest(der), problems);
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | RuntimeException damaged) { // the parser throws several of these at what it does not know
            problems.add(PATH, "a request that cannot be read", EXPECTED);
            return null;
        }
    }

    private static @Nullable PublicKey checked(JcaPKCS10CertificationRequest request, Problems problems)
            throws GeneralSecurityException, OperatorCreationException, PKCSException {
        PublicKey key = request.getPublicKey();
        if (!(key instanceof ECPublicKey ec) || !isOnP256(ec)) {
            problems.add(PATH, KeyKind.describe(key), "an EC key on P-256");
            return null;
        }
        if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
            problems.add(PATH, "signed by another key", "signed by the key that it holds");
            return null;
        }
        return key;
    }

    private static boolean isOnP256(ECPublicKey key) throws GeneralSecurityException {
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec(EcKeys.CURVE));
        ECParameterSpec expected = named.getParameterSpec(ECParameterSpec.class);
        ECParameterSpec actual = key.getParams();
        return actual.getCurve().equals(expected.getCurve())
                && actual.getGenerator().equals(expected.getGenerator())
                && actual.getOrder().equals(expected.getOrder());
    }
}
