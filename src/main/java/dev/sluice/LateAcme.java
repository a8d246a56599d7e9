package dev.sluice;

import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.AcmeRecords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is kept of certificates that are being obtained, whether or not the database was reached yet. */
record LateAcme(LateStore store) implements AcmeRecords {

    @Override
    public CompletionStage<Boolean> takeTurn() {
        return store.on(there -> there.acmeRecords().takeTurn());
    }

    @Override
    public CompletionStage<@Nullable SealedKey> account(String directory) {
        return store.on(there -> there.acmeRecords().account(directory));
    }

    @Override
    public CompletionStage<SealedKey> keepAccount(String directory, SealedKey key) {
        return store.on(there -> there.acmeRecords().keepAccount(directory, key));
    }

    @Override
    public CompletionStage<List<Refused>> refused() {
        return store.on(there -> there.acmeRecords().refused());
    }

    @Override
    public CompletionStage<Void> refused(Refused name) {
        return store.on(there -> there.acmeRecords().refused(name));
    }

    @Override
    public CompletionStage<Void> forget(String name) {
        return store.on(there -> there.acmeRecords().forget(name));
    }

    @Override
    public CompletionStage<Void> keepChallenge(String token, String answer, Duration life) {
        return store.on(there -> there.acmeRecords().keepChallenge(token, answer, life));
    }

    @Override
    public CompletionStage<@Nullable String> challenge(String token) {
        return store.on(there -> there.acmeRecords().challenge(token));
    }

    @Override
    public CompletionStage<Void> forgetChallenge(String token) {
        return store.on(there -> there.acmeRecords().forgetChallenge(token));
    }
}
