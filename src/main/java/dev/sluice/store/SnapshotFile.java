package dev.sluice.store;

import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LastGoodState;
import dev.sluice.store.state.DurableFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The last good state in {@code state/snapshot}: a line with the form's version and the SHA-256 of the rest, then JSON. What
 * is cut off, damaged or of another version is refused, because requests would be sent by it.
 */
public final class SnapshotFile implements LastGoodState {

    public static final String FILE = "snapshot";

    private static final String FORM = "sluice-snapshot 1 ";

    private final Path file;
    private @Nullable LastGood written;

    /** The file in that directory. */
    public SnapshotFile(Path stateDir) {
        this.file = stateDir.resolve(FILE);
    }

    /** Whether there is one that is neither damaged nor cut off. Much quicker than to read it. Blocks. */
    public boolean isWhole() {
        try {
            return body() != null;
        } catch (IOException e) {
            return false; // why is said by who wants to read it
        }
    }

    @Override
    public @Nullable LastGood newest() throws IOException {
        byte[] body = body();
        if (body == null) {
            return null;
        }
        try {
            return LastGoodRows.read(new JsonObject(Buffer.buffer(body)));
        } catch (RuntimeException e) {
            throw new IOException(file + ": not understood: " + e, e);
        }
    }

    private byte @Nullable [] body() throws IOException {
        if (Files.notExists(file)) {
            return null;
        }
        byte[] all = Files.readAllBytes(file);
        int end = 0;
        while (end < all.length && all[end] != '\n') {
            end++;
        }
        String head = new String(all, 0, Math.min(end, 200), StandardCharsets.UTF_8);
        if (!head.startsWith(FORM)) {
            throw new IOException(file + ": begins with '" + head + "', expected '" + FORM.strip() + "'");
        }
        byte[] body = Arrays.copyOfRange(all, Math.min(end + 1, all.length), all.length);
        String sum = checksum(body);
        if (!head.equals(FORM + sum)) {
            throw new IOException(
                    file + ": damaged or cut off: checksum " + sum + ", expected " + head.substring(FORM.length()));
        }
        return body;
    }

    /** What is there already is not written again. */
    @Override
    public void keep(LastGood state) throws IOException {
        if (state.equals(written)) {
            return;
        }
        byte[] body = LastGoodRows.write(state).toBuffer().getBytes();
        byte[] head = (FORM + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
        DurableFile.write(file, Buffer.buffer(head).appendBytes(body).getBytes());
        written = state;
    }

    private static String checksum(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
