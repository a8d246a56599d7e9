package dev.sluice.system;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The seed's query for who routes where, put to the embedded database from outside. */
final class SeedQuery implements AutoCloseable {

    private static final String SQL =
            "SELECT id, domain, target_peer_id, original_peer_id FROM routes WHERE target_kind='gateway' AND enabled=1;";

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    record Row(
            long id,
            String domain,
            @Nullable Long targetPeerId,
            @Nullable Long originalPeerId) {}

    SeedQuery(Path stateDir) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(stateDir.resolve("run").toString())
                .setPort(5432)
                .setUser("sluice")
                .setDatabase("sluice");
        this.pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
    }

    List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        pool.query(SQL)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .forEach(row -> rows.add(new Row(
                        row.getLong("id"),
                        row.getString("domain"),
                        row.getLong("target_peer_id"),
                        row.getLong("original_peer_id"))));
        return rows;
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join(); // the pool goes with it
    }
}
