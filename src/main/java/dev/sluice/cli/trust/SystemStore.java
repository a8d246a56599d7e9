package dev.sluice.cli.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The system's store as Debian has it, which curl and most programs go by: a directory of certificates, and a program that
 * brings them into effect.
 */
public record SystemStore(Path directory, List<String> update) implements TrustStore {

    /** Where Debian, Ubuntu and their kin have it. */
    public static final SystemStore DEBIAN =
            new SystemStore(Path.of("/usr/local/share/ca-certificates"), List.of("update-ca-certificates"));

    @Override
    public String title() {
        return "this system (" + directory + ")";
    }

    @Override
    public String obstacle() {
        if (!Files.isDirectory(directory)) {
            return "it is not there (apt install ca-certificates, on Debian)";
        }
        return Files.isWritable(directory) ? "" : "it takes root's rights (sudo)";
    }

    @Override
    public void take(TrustedRoot root) throws IOException, InterruptedException {
        Path file = directory.resolve(root.fileName());
        Path made = Files.createTempFile(
                directory,
                ".sluice",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(made, root.certificate());
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
        ForeignProgram.run(update);
    }
}
