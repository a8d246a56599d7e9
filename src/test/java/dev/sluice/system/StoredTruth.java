package dev.sluice.system;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the embedded database of a Sluice says, asked from outside, also while that Sluice is dead. */
final class StoredTruth implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    StoredTruth(Path stateDir) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(stateDir.resolve("run").toString())
                .setPort(5432)
                .setUser("sluice")
                .setDatabase("sluice");
        this.pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
    }

    /** The rows of a query, their columns joined by a bar. */
    List<String> ask(String sql) {
        List<String> rows = new ArrayList<>();
        pool.query(sql)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .forEach(row -> rows.add(text(row)));
        return rows;
    }

    private static String text(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> String.valueOf(row.getValue(column)))
                .collect(Collectors.joining("|"));
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
