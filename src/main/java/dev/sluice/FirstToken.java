package dev.sluice;

import dev.sluice.core.port.ApiTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The token that opens the admin API for the first time: made when there is none yet, told on a terminal only, else left
 * in a file that none but the owner can read. It is kept hashed, so it is told once.
 */
final class FirstToken {

    static final String FILE = "first-token";

    private static final String PREFIX = "sluice_";
    private static final int RANDOM_BYTES = 32;

    private final String token;

    private FirstToken(String token) {
        this.token = token;
    }

    /** The token itself, for a terminal or the file; not for a log. */
    String reveal() {
        return token;
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "FirstToken[****]";
    }

    /** Makes and keeps one, if no token was ever made; the file is written before the database says that there is one. */
    static Future<Optional<FirstToken>> issueIfNone(Vertx control, ApiTokens tokens, Path stateDir, boolean terminal) {
        return Future.fromCompletionStage(tokens.all()).compose(known -> {
            if (!known.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            FirstToken first = random();
            Future<Void> told = terminal ? Future.succeededFuture() : first.write(control, stateDir.resolve(FILE));
            return told.compose(v -> Future.fromCompletionStage(tokens.add("first", first.sha256(), Set.of("admin"))))
                    .map(kept -> Optional.of(first));
        });
    }

    private static FirstToken random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new FirstToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private Future<Void> write(Vertx control, Path file) {
        return control.executeBlocking(() -> {
            try {
                Path fresh = Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        FILE,
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, token + "\n");
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(file + ": cannot be written (expected a place for the first token)", e);
            }
        });
    }
}
