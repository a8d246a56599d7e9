package dev.sluice.core.port;

import dev.sluice.core.model.SealedKey;
import java.util.concurrent.CompletionStage;

/** Seals small secrets for the database, and opens them. Any thread; stages complete on any thread. */
public interface SecretSeal {

    /** What a secret is for; what was sealed for one use opens for no other. */
    enum Use {
        WEBHOOK_SECRET,
        WEBHOOK_TOKEN,
        ACME_ACCOUNT,
        OWN_ROOT
    }

    /** Fails with a sentence if the secret to seal under cannot be read or made. */
    CompletionStage<SealedKey> seal(String plain, Use use);

    /** What was sealed. Fails with a sentence, without a word of it, if it cannot be opened. */
    CompletionStage<String> open(SealedKey sealed, Use use);
}
