package dev.sluice.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** How a file looks from outside: as long as that stays, what is in it was read already. Links are followed. */
record FileState(FileTime changed, long size, @Nullable Object identity) {

    static FileState of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
