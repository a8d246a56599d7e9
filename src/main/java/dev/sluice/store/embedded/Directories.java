package dev.sluice.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Directories made with the rights that the arrangement asks for, and refused when someone else had them first. */
final class Directories {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private Directories() {}

    /**
     * Makes {@code directory} {@code owner}'s and 0700. In a place where others may write (/tmp) one that is there
     * already counts only if it is just that: who else made it could swap what is in it.
     */
    static void ensurePrivate(Path directory, Owner owner, boolean othersMayWriteAbove) throws IOException {
        boolean made = false;
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
            made = true;
        }
        Owner actual = Owner.of(directory);
        boolean plain = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        if (!plain || othersMayWriteAbove && !made && (actual.uid() != owner.uid() || !rights.equals(PRIVATE))) {
            throw new EmbeddedPostgresException("embedded Postgres: " + directory + " is "
                    + (plain ? "a directory of user " + actual.uid() : "no directory") + " with rights "
                    + PosixFilePermissions.toString(rights) + ", expected a directory of user " + owner.uid()
                    + " with rights rwx------; remove it, or set SLUICE_STATE_DIR to a shorter path");
        }
        if (!rights.equals(PRIVATE)) {
            Files.setPosixFilePermissions(directory, PRIVATE);
        }
        if (actual.uid() != owner.uid()) {
            owner.give(directory);
        }
    }

    /** Lets others pass through {@code directory}, without letting them see what is in it. */
    static void letPass(Path directory) throws IOException {
        Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
        if (rights.add(PosixFilePermission.GROUP_EXECUTE) | rights.add(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setPosixFilePermissions(directory, rights);
        }
    }

    /** The first directory at or above {@code path} through which others cannot pass. */
    static Optional<Path> closedAbove(Path path) {
        for (Path above = path; above != null; above = above.getParent()) {
            try {
                if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return Optional.of(above);
                }
            } catch (IOException e) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }
}
