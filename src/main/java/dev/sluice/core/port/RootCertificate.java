package dev.sluice.core.port;

import java.util.concurrent.CompletionStage;

/** What a device has to trust so that it trusts what we sign for private names. Any thread. */
@FunctionalInterface
public interface RootCertificate {

    /**
     * The root's certificate as PEM; the root is made if there is none. Fails with {@link StoreAwayException}, or with a
     * sentence if its key cannot be sealed.
     */
    CompletionStage<String> pem();
}
