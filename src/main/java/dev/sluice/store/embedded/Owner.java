package dev.sluice.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whom a file belongs to: numeric user and group. */
record Owner(int uid, int gid) {
    static final Owner ROOT = new Owner(0, 0);

    /** The owner of {@code path} itself (a link is not followed). */
    static Owner of(Path path) throws IOException {
        return new Owner((Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS), (Integer)
                Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    }

    /** Makes {@code path} theirs. Needs root. */
    void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
}
