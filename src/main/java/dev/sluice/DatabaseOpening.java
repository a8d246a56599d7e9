package dev.sluice;

import dev.sluice.config.DatabaseUrl;
import dev.sluice.config.Settings;
import dev.sluice.store.Database;
import dev.sluice.store.Store;
import dev.sluice.store.embedded.EmbeddedOptions;
import dev.sluice.store.embedded.EmbeddedPostgres;
import dev.sluice.store.state.StateLock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One way to open the store: the operator's own database, else the embedded one, which is started first. Store's loop. */
final class DatabaseOpening {

    private static final Duration OWN_PATIENCE = Duration.ofSeconds(5);

    /** A start takes longer than a dial, and its recovery after a crash longer still. */
    private static final Duration EMBEDDED_PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final StateLock lock;
    private final Settings settings;
    private @Nullable EmbeddedPostgres postgres;

    DatabaseOpening(Vertx vertx, StateLock lock, Settings settings) {
        this.vertx = vertx;
        this.lock = lock;
        this.settings = settings;
    }

    /** How long a start that could do without waits for it. */
    Duration patience() {
        return settings.database() == null ? EMBEDDED_PATIENCE : OWN_PATIENCE;
    }

    /** One try. */
    Future<Store> open() {
        return database().compose(database -> Store.open(vertx, database, settings.frontDoor()));
    }

    private Future<Database> database() {
        DatabaseUrl url = settings.database();
        if (url != null) {
            return Future.succeededFuture(Database.at(url.value()));
        }
        EmbeddedPostgres running = postgres;
        if (running != null) {
            return Future.succeededFuture(running.database());
        }
        return EmbeddedPostgres.start(vertx, lock, EmbeddedOptions.defaults()).map(started -> {
            postgres = started;
            return started.database();
        });
    }

    /** Ends the embedded database, if it was started. */
    Future<Void> close() {
        EmbeddedPostgres running = postgres;
        return running == null ? Future.succeededFuture() : running.stop();
    }
}
