package dev.sluice.store.embedded;

import dev.sluice.store.state.StateLock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** A program of its own for tests: starts the embedded Postgres, says so, and lives until it is killed or told to end. */
public final class Starter {
    private Starter() {}

    /** Arguments: the state directory. Reads one line from its input, then ends Postgres in good order. */
    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (StateLock lock = StateLock.take(Path.of(args[0]))) {
            EmbeddedPostgres postgres = await(EmbeddedPostgres.start(vertx, lock, EmbeddedOptions.defaults()));
            System.out.println("ready");
            System.in.read();
            await(postgres.stop());
            System.out.println("stopped");
        } catch (Exception e) {
            System.out.println("failed: " + e.getMessage());
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
