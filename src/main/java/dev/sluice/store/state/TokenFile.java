package dev.sluice.store.state;

import dev.sluice.core.port.ApiToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tokens as last seen, in {@code state/tokens}, so that a start without the database knows its operator. Their hashes
 * only, as in the database. Blocks; one caller at a time.
 */
public final class TokenFile {

    public static final String FILE = "tokens";

    private final Path file;
    private String written = "";

    /** The file in that directory. */
    public TokenFile(Path stateDir) {
        this.file = stateDir.resolve(FILE);
    }

    /** What was kept last; empty if nothing was. Fails, with a sentence, if it cannot be understood. */
    public List<ApiToken> read() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            List<ApiToken> tokens = new ArrayList<>();
            new JsonArray(Files.readString(file)).forEach(json -> tokens.add(token((JsonObject) json)));
            return tokens;
        } catch (RuntimeException e) {
            throw new IOException(file + ": not understood: " + e, e);
        }
    }

    /** Keeps these and no others; those that are there already are not written again. */
    public void keep(List<ApiToken> tokens) throws IOException {
        JsonArray array = new JsonArray();
        tokens.forEach(token -> array.add(json(token)));
        String text = array.encode();
        if (!text.equals(written)) {
            DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
            written = text;
        }
    }

    private static JsonObject json(ApiToken token) {
        return new JsonObject()
                .put("id", token.id())
                .put("name", token.name())
                .put("sha256", token.sha256())
                .put("scopes", new JsonArray(token.scopes().stream().sorted().toList()))
                .put("created_at", token.createdAt())
                .put("expires_at", token.expiresAt());
    }

    private static ApiToken token(JsonObject json) {
        Set<String> scopes = new HashSet<>();
        json.getJsonArray("scopes").forEach(scope -> scopes.add((String) scope));
        Instant created = json.getInstant("created_at", Instant.EPOCH); // an older file does not say
        return new ApiToken(
                json.getLong("id"),
                json.getString("name"),
                json.getBinary("sha256"),
                Set.copyOf(scopes),
                created,
                json.getInstant("expires_at"),
                null);
    }
}
