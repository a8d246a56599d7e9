package dev.sluice.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The file with the secret that private keys are sealed under: 32 random bytes, as they are or in base64. Whoever has it and
 * the database has the keys, so it lies outside the database. Blocks.
 */
final class SecretKeyFile {

    private static final int BYTES = 32;

    private final Path file;

    SecretKeyFile(Path file) {
        this.file = file;
    }

    /** The secret; null if there is no file. Fails, with a sentence, if it cannot be read or is none. */
    @Nullable
    KeySeal read() throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        byte[] secret = content.length == BYTES ? content : decoded(content);
        if (secret.length != BYTES) {
            throw new IOException(file + " holds " + content.length + " bytes, expected " + BYTES
                    + " random bytes, as they are or in base64");
        }
        return new KeySeal(secret);
    }

    /** How the file looks; null if it is not there, or may not be looked at. */
    @Nullable
    FileState state() {
        try {
            return FileState.of(file);
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] decoded(byte[] content) {
        try {
            return Base64.getDecoder().decode(new String(content, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The secret; a new one, that only we can read, if there is no file. */
    KeySeal readOrMake() throws IOException {
        KeySeal present = read();
        if (present != null) {
            return present;
        }
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        make(Base64.getEncoder().encodeToString(secret) + "\n");
        KeySeal made = read(); // ours, or that of another process that was quicker
        if (made == null) {
            throw new IOException(file + " was made, and is gone");
        }
        return made;
    }

    /** Durable when this returns: what is sealed under it soon lies in the database. What others made meanwhile stays. */
    private void make(String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(
                directory,
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            write(fresh, text);
            link(fresh);
        } finally {
            Files.deleteIfExists(fresh);
        }
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** A move would take the place of what others made; some file systems know no other way. */
    private void link(Path fresh) throws IOException {
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException quicker) {
            // theirs it is
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void write(Path fresh, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
