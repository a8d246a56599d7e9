package dev.sluice.core.port;

import dev.sluice.core.model.NewCertificate;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is asked of the room that holds certificates and keys. Any thread; stages complete on any thread. */
public interface Certificates {

    /**
     * Reads a chain and its private key, checks that they fit and may be used now, and seals the key. Off the caller's
     * thread. Fails with a {@link dev.sluice.core.rule.Rejection} that names each problem and never a part of the key.
     *
     * @param chain PEM
     * @param privateKey PEM
     */
    CompletionStage<NewCertificate> examine(String chain, String privateKey);

    /** What lies in the certificates' directory and can be used, as last read, by file name. */
    List<CertificateFile> files();

    /** The names for which clients are shown this certificate now; several may cover one name, and one is shown. */
    List<String> shownFor(String fingerprint);

    /** Why this certificate cannot be shown to anyone, as a sentence; null if it can. */
    @Nullable
    String fault(String fingerprint);

    /** Complete once clients are shown what was published before this call. */
    CompletionStage<Void> settled();
}
