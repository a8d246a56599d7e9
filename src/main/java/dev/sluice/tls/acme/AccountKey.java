package dev.sluice.tls.acme;

import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.AcmeRecords;
import dev.sluice.core.port.SecretSeal;
import dev.sluice.tls.EcKeys;
import java.security.KeyPair;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The key of our account with an authority: one for all front doors of a database, made when it is first needed. */
final class AccountKey {

    private final String directory;
    private final AcmeRecords records;
    private final SecretSeal seal;

    AccountKey(AcmeOptions options, AcmeRecords records, SecretSeal seal) {
        this.directory = options.directory().toString();
        this.records = records;
        this.seal = seal;
    }

    /** The key, from the database, where it lies sealed. Fails with a sentence if it cannot be opened. */
    CompletionStage<KeyPair> read() {
        return records.account(directory)
                .thenCompose(kept -> kept != null ? CompletableFuture.completedFuture(kept) : made())
                .thenCompose(kept -> seal.open(kept, SecretSeal.Use.ACME_ACCOUNT))
                .thenApply(EcKeys::read);
    }

    private CompletionStage<SealedKey> made() {
        return seal.seal(EcKeys.text(EcKeys.make()), SecretSeal.Use.ACME_ACCOUNT)
                .thenCompose(box -> records.keepAccount(directory, box));
    }
}
