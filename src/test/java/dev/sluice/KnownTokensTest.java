package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.NewApiToken;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.store.state.TokenFile;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownTokensTest {

    private static final ApiToken OPERATOR = new ApiToken(
            3, "ops", new byte[] {1, 2, -3}, Set.of("operate", "read"), Instant.EPOCH, Instant.EPOCH, null);

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final Stored stored = new Stored();

    private static final class Stored implements ApiTokens {
        boolean away;
        List<ApiToken> tokens = List.of(OPERATOR);

        @Override
        public CompletionStage<List<ApiToken>> all() {
            return away
                    ? CompletableFuture.failedFuture(new StoreAwayException("silent", new IllegalStateException()))
                    : CompletableFuture.completedFuture(tokens);
        }

        @Override
        public CompletionStage<ApiToken> add(NewApiToken token, Event told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> remove(long id, Event told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> used(Map<Long, Instant> at) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Path file() {
        return directory.resolve(TokenFile.FILE);
    }

    /** As a process that has just been started. */
    private List<ApiToken> all() {
        return new KnownTokens(vertx, stored, new TokenFile(directory))
                .all()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void thoseLastSeenOpenTheDoorWhileTheDatabaseIsAway() throws Exception {
        assertThat(all()).containsExactly(OPERATOR);
        await().atMost(10, TimeUnit.SECONDS).until(() -> Files.exists(file()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");

        stored.away = true;
        ApiToken known = all().get(0);

        assertThat(known.name()).isEqualTo("ops");
        assertThat(known.sha256()).isEqualTo(OPERATOR.sha256());
        assertThat(known.scopes()).isEqualTo(OPERATOR.scopes());
        assertThat(known.expiresAt()).isEqualTo(OPERATOR.expiresAt());
    }

    @Test
    void oneThatWasTakenBackIsNotKept() {
        all();
        await().atMost(10, TimeUnit.SECONDS).until(() -> Files.exists(file()));
        stored.tokens = List.of();
        all();
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> Files.readString(file()).equals("[]"));

        stored.away = true;
        assertThatThrownBy(this::all).hasCauseInstanceOf(StoreAwayException.class);
    }

    @Test
    void aDamagedFileOpensNothing() throws Exception {
        Files.writeString(file(), "[{\"id\":3,");
        stored.away = true;

        assertThatThrownBy(this::all).hasMessageContaining("not understood");
    }
}
