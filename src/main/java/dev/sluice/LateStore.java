package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.Backup;
import dev.sluice.core.port.Backups;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.Logins;
import dev.sluice.core.port.NewApiToken;
import dev.sluice.core.port.PairingCodes;
import dev.sluice.core.port.Revisions;
import dev.sluice.core.port.Session;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.rule.Edit;
import dev.sluice.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The store as the rooms see it, whether or not the database was reached yet: until then every port says that it is away. */
final class LateStore {

    private volatile @Nullable Store reached;

    void reached(Store store) {
        reached = store;
    }

    <T extends @Nullable Object> CompletionStage<T> on(Function<Store, CompletionStage<T>> work) {
        Store store = reached;
        return store == null
                ? CompletableFuture.failedFuture(
                        new StoreAwayException("the database was not reached yet", new IllegalStateException()))
                : work.apply(store);
    }

    DesiredState desiredState() {
        return new DesiredState() {
            @Override
            public CompletionStage<Desired> load() {
                return on(store -> store.desiredState().load());
            }

            @Override
            public CompletionStage<Committed> change(Edit edit) {
                return on(store -> store.desiredState().change(edit));
            }
        };
    }

    Ledger ledger() {
        return new Ledger() {
            @Override
            public CompletionStage<LedgerState> load() {
                return on(store -> store.ledger().load());
            }

            @Override
            public CompletionStage<Void> append(LedgerEntry entry) {
                return on(store -> store.ledger().append(entry));
            }
        };
    }

    ActivityLog activityLog() {
        return new ActivityLog() {
            @Override
            public CompletionStage<Page> find(Query query) {
                return on(store -> store.activityLog().find(query));
            }

            @Override
            public CompletionStage<Sequel> after(ActivityFilter filter, long id, int limit) {
                return on(store -> store.activityLog().after(filter, id, limit));
            }
        };
    }

    Revisions revisions() {
        return new Revisions() {
            @Override
            public CompletionStage<Page> list(int limit, int offset) {
                return on(store -> store.revisions().list(limit, offset));
            }

            @Override
            public CompletionStage<@Nullable Desired> at(long number) {
                return on(store -> store.revisions().at(number));
            }
        };
    }

    Backups backups() {
        return new Backups() {
            @Override
            public CompletionStage<String> take() {
                return on(store -> store.backups().take());
            }

            @Override
            public Backup read(String text) {
                return Store.readBackup(text);
            }

            @Override
            public CompletionStage<Void> reserve(Backup backup) {
                return on(store -> store.backups().reserve(backup));
            }

            @Override
            public CompletionStage<Void> bringBack(Backup backup) {
                return on(store -> store.backups().bringBack(backup));
            }
        };
    }

    ApiTokens apiTokens() {
        return new ApiTokens() {
            @Override
            public CompletionStage<List<ApiToken>> all() {
                return on(store -> store.apiTokens().all());
            }

            @Override
            public CompletionStage<ApiToken> add(NewApiToken token, Event told) {
                return on(store -> store.apiTokens().add(token, told));
            }

            @Override
            public CompletionStage<Boolean> remove(long id, Event told) {
                return on(store -> store.apiTokens().remove(id, told));
            }

            @Override
            public CompletionStage<Void> used(Map<Long, Instant> at) {
                return on(store -> store.apiTokens().used(at));
            }
        };
    }

    WebhookDeliveries webhookDeliveries() {
        return new LateDeliveries(this);
    }

    Logins logins() {
        return new Logins() {
            @Override
            public CompletionStage<Kept> load() {
                return on(store -> store.logins().load());
            }

            @Override
            public CompletionStage<Void> password(String hash, @Nullable String but, Event told) {
                return on(store -> store.logins().password(hash, but, told));
            }

            @Override
            public CompletionStage<Void> begin(Session session, Event told) {
                return on(store -> store.logins().begin(session, told));
            }

            @Override
            public CompletionStage<Void> end(String sha256, Event told) {
                return on(store -> store.logins().end(sha256, told));
            }

            @Override
            public CompletionStage<Void> seen(Map<String, Instant> at, Instant startedBefore, Instant seenBefore) {
                return on(store -> store.logins().seen(at, startedBefore, seenBefore));
            }
        };
    }

    PairingCodes pairingCodes() {
        return new PairingCodes() {
            @Override
            public CompletionStage<Instant> issue(long peerId, byte[] sha256, Duration lifetime) {
                return on(store -> store.pairingCodes().issue(peerId, sha256, lifetime));
            }

            @Override
            public CompletionStage<Optional<Long>> redeem(byte[] sha256) {
                return on(store -> store.pairingCodes().redeem(sha256));
            }

            @Override
            public CompletionStage<Boolean> isAnyGood() {
                return on(store -> store.pairingCodes().isAnyGood());
            }
        };
    }
}
