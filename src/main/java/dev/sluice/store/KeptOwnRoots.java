package dev.sluice.store;

import dev.sluice.core.model.OwnRoot;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.OwnRoots;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The root of our own authority, in Postgres: of several front doors that make one at a time, the first one's stays. */
final class KeptOwnRoots implements OwnRoots {

    private static final String READ = "SELECT certificate, key_secret, key_box FROM own_root";
    private static final String KEEP = "INSERT INTO own_root (id, certificate, key_secret, key_box)"
            + " VALUES (1, $1, $2, $3) ON CONFLICT (id) DO NOTHING";

    private final Lane lane;

    KeptOwnRoots(Lane lane) {
        this.lane = lane;
    }

    @Override
    public CompletionStage<@Nullable OwnRoot> read() {
        return run(KeptOwnRoots::read);
    }

    static Future<@Nullable OwnRoot> read(PgConnection connection) {
        return connection.preparedQuery(READ).execute().map(rows -> {
            if (rows.size() == 0) {
                return null;
            }
            Row row = rows.iterator().next();
            return new OwnRoot(
                    row.getString("certificate"), new SealedKey(row.getString("key_secret"), row.getString("key_box")));
        });
    }

    /** Of what {@link #json} wrote; some RuntimeException if it is not that. */
    static OwnRoot read(JsonObject json) {
        return new OwnRoot(
                Objects.requireNonNull(json.getString("certificate")),
                new SealedKey(
                        Objects.requireNonNull(json.getString("key_secret")),
                        Objects.requireNonNull(json.getString("key_box"))));
    }

    /** The columns of its row. */
    static JsonObject json(OwnRoot root) {
        return new JsonObject()
                .put("certificate", root.certificate())
                .put("key_secret", root.key().secret())
                .put("key_box", root.key().box());
    }

    @Override
    public CompletionStage<OwnRoot> keep(OwnRoot root) {
        return run(connection ->
                keep(connection, root).compose(kept -> read(connection)).map(kept -> kept == null ? root : kept));
    }

    static Future<Void> keep(PgConnection connection, OwnRoot root) {
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(
                        root.certificate(), root.key().secret(), root.key().box()))
                .mapEmpty();
    }

    private <T extends @Nullable Object> CompletionStage<T> run(Function<PgConnection, Future<T>> work) {
        return lane.run(work)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }
}
