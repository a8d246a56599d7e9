package dev.sluice.agent.config;

import dev.sluice.agent.state.WholeFile;
import dev.sluice.core.agent.AgentConfig;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The last good config on disk, as the front door gave it, with a checksum: what is cut off or damaged is refused, because
 * requests would be sent by it. Blocks: not for an event loop.
 */
public final class ConfigFile {

    private final Path file;

    public ConfigFile(Path file) {
        this.file = file;
    }

    /**
     * The config that was kept last; null if there is none.
     *
     * @param peerId whose it must be
     * @throws InvalidConfigException if it cannot be used
     */
    public @Nullable AgentConfig read(long peerId) throws IOException, InvalidConfigException {
        if (Files.notExists(file)) {
            return null;
        }
        String document;
        String etag;
        String checksum;
        try {
            JsonObject kept = new JsonObject(Files.readString(file));
            document = kept.getString("config", "");
            etag = kept.getString("etag", "");
            checksum = kept.getString("sha256", "");
        } catch (DecodeException | ClassCastException e) {
            throw new InvalidConfigException(file + ": actual cut off or damaged, expected a kept config");
        }
        if (!checksum.equals(checksum(etag, document))) {
            throw new InvalidConfigException(file + ": actual checksum " + checksum + ", expected "
                    + checksum(etag, document) + "; it is damaged");
        }
        return AgentConfigReader.read(document, etag, peerId);
    }

    /** Keeps that document in the place of the last; durable when this returns. */
    public void keep(String document, String etag) throws IOException {
        JsonObject kept = new JsonObject()
                .put("sha256", checksum(etag, document))
                .put("etag", etag)
                .put("config", document);
        WholeFile.write(file, kept.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String checksum(String etag, String document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((etag + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
