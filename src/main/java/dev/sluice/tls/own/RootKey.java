package dev.sluice.tls.own;

import dev.sluice.core.model.OwnRoot;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.OwnRoots;
import dev.sluice.core.port.RootCertificate;
import dev.sluice.core.port.SecretSeal;
import dev.sluice.tls.CertificateDraft;
import dev.sluice.tls.EcKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Our root and its key: one for all front doors of a database, where it lies sealed, made when it is first needed. Any thread.
 */
public final class RootKey implements RootCertificate {

    private final OwnRoots roots;
    private final SecretSeal seal;
    private final Executor worker;
    private final Clock clock;

    /**
     * A root that is neither read nor made yet.
     *
     * @param worker where keys are made
     */
    public RootKey(OwnRoots roots, SecretSeal seal, Executor worker, Clock clock) {
        this.roots = roots;
        this.seal = seal;
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public CompletionStage<String> pem() {
        return kept().thenApply(OwnRoot::certificate);
    }

    /** What signs. Fails with a sentence if the key cannot be opened, or as the store does. */
    CompletionStage<OwnIssuer> issuer() {
        return kept().thenCompose(
                        root -> seal.open(root.key(), SecretSeal.Use.OWN_ROOT).thenApply(text -> issuer(root, text)));
    }

    private CompletionStage<OwnRoot> kept() {
        return roots.read().thenCompose(root -> root == null ? made() : CompletableFuture.completedFuture(root));
    }

    private CompletionStage<OwnRoot> made() {
        return CompletableFuture.supplyAsync(() -> OwnIssuer.make(clock.wall()), worker)
                .thenCompose(made -> seal.seal(
                                EcKeys.text(new KeyPair(made.certificate().getPublicKey(), made.key())),
                                SecretSeal.Use.OWN_ROOT)
                        .thenCompose(box -> roots.keep(new OwnRoot(CertificateDraft.pem(made.certificate()), box))));
    }

    private static OwnIssuer issuer(OwnRoot root, String text) {
        try {
            byte[] pem = root.certificate().getBytes(StandardCharsets.US_ASCII);
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            return new OwnIssuer(certificate, EcKeys.read(text).getPrivate());
        } catch (CertificateException damaged) {
            throw new IllegalStateException("what is kept of our own root is damaged", damaged);
        }
    }
}
