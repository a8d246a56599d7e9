package dev.sluice;

import dev.sluice.core.model.TokenText;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.Logins;
import dev.sluice.core.port.NewApiToken;
import dev.sluice.core.rule.AccessEvents;
import dev.sluice.core.rule.TokenRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The token that opens the admin API for the first time: made when there is none yet, told on a terminal only, else left
 * in a file that none but the owner can read. It is kept hashed, so it is told once.
 */
final class FirstToken {

    static final String FILE = "first-token";

    private static final String ACTOR = "sluice";

    private final TokenText token;

    private FirstToken(TokenText token) {
        this.token = token;
    }

    /** The token itself, for a terminal or the file; not for a log. */
    String reveal() {
        return token.reveal();
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "FirstToken[****]";
    }

    /** Makes and keeps one, if nobody could come in to make one; the file is written before the database says that there is one. */
    static Future<Optional<FirstToken>> issueIfNone(
            Vertx control, ApiTokens tokens, Logins logins, Path stateDir, boolean terminal) {
        return Future.fromCompletionStage(logins.load())
                .compose(kept -> kept.passwordHash() == null
                        ? issueIfNone(control, tokens, stateDir, terminal)
                        : Future.succeededFuture(Optional.empty()));
    }

    private static Future<Optional<FirstToken>> issueIfNone(
            Vertx control, ApiTokens tokens, Path stateDir, boolean terminal) {
        return Future.fromCompletionStage(tokens.all()).compose(known -> {
            Instant now = Instant.now();
            if (known.stream().anyMatch(token -> token.opensAll(now))) {
                return Future.succeededFuture(Optional.empty());
            }
            FirstToken first = new FirstToken(TokenText.random());
            TokenRules.Wanted wanted = new TokenRules.Wanted(freeName(known), Set.of("admin"), null);
            NewApiToken kept = new NewApiToken(wanted.name(), first.token.sha256(), wanted.scopes(), null);
            Future<Void> told = terminal ? Future.succeededFuture() : first.write(control, stateDir.resolve(FILE));
            return told.compose(
                            v -> Future.fromCompletionStage(tokens.add(kept, AccessEvents.created(wanted, ACTOR, now))))
                    .map(made -> Optional.of(first));
        });
    }

    /** Those that came before may have expired, and have their names still. */
    private static String freeName(List<ApiToken> known) {
        Set<String> taken = known.stream()
                .map(token -> token.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return Stream.iterate(1, i -> i + 1)
                .map(i -> i == 1 ? "first" : "first " + i)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private Future<Void> write(Vertx control, Path file) {
        return control.executeBlocking(() -> {
            try {
                Path fresh = Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        FILE,
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, token.reveal() + "\n");
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(file + ": cannot be written (expected a place for the first token)", e);
            }
        });
    }
}
