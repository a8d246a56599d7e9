package dev.sluice.tls;

import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One certificate in the directory, with its key beside it or in the same file, as it was last found good. */
final class CertificateOnDisk {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateOnDisk.class);
    private static final int LARGEST = 256 * 1024;
    private static final Set<PosixFilePermission> READ_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path chainFile;
    private final Path keyFile;
    private boolean atOnce;
    private boolean gone;
    private @Nullable Look last;
    private @Nullable Look judged;
    private @Nullable OpenedCertificate opened;

    /** How both files looked; the key is null if it has no file of its own. */
    private record Look(FileState chain, @Nullable FileState key) {}

    /** @param atOnce whether it is judged at the first look: nobody is taken to write while we start */
    CertificateOnDisk(Path chainFile, boolean atOnce) {
        String name = chainFile.getFileName().toString();
        this.chainFile = chainFile;
        this.keyFile = chainFile.resolveSibling(name.substring(0, name.length() - 4) + ".key");
        this.atOnce = atOnce;
    }

    Optional<OpenedCertificate> opened() {
        return Optional.ofNullable(opened);
    }

    boolean isGone() {
        return gone;
    }

    /** Looks, and judges what has looked the same twice; true if what can be used changed. */
    boolean look() {
        Look now;
        try {
            now = new Look(FileState.of(chainFile), Files.exists(keyFile) ? FileState.of(keyFile) : null);
        } catch (IOException e) {
            return missing(e);
        }
        boolean still = atOnce || now.equals(last);
        last = now;
        atOnce = false;
        if (!still || now.equals(judged)) {
            return false;
        }
        judged = now;
        return judge(now);
    }

    /** One that is gone twice was not just being replaced. */
    private boolean missing(IOException e) {
        if (!(e instanceof NoSuchFileException) || last != null) {
            last = null;
            return false;
        }
        gone = true;
        boolean had = opened != null;
        opened = null;
        if (had) {
            LOG.info("{} is gone, and its certificate with it", chainFile);
        }
        return had;
    }

    private boolean judge(Look look) {
        Examination examination = new Examination(
                chainFile.getFileName().toString(),
                look.key() == null
                        ? "its key (in " + chainFile.getFileName() + " or " + keyFile.getFileName() + ")"
                        : keyFile.getFileName().toString());
        Problems problems = new Problems();
        OpenedCertificate found = null;
        try {
            String chain = text(chainFile);
            found = examination.read(chain, look.key() == null ? chain : text(keyFile), problems);
        } catch (IOException e) {
            problems.add(
                    chainFile.getFileName().toString(), Objects.toString(e.getMessage()), "files that we may read");
        }
        if (found != null) {
            Problems late = opened == null ? new Problems() : problems;
            examination.judgeTime(found, Instant.now(), late);
            if (!late.isEmpty() && late != problems) {
                LOG.warn("{}: {}; shown all the same, for there is no other", chainFile, sentences(late));
            }
        }
        if (found == null || !problems.isEmpty()) {
            LOG.warn(
                    "{} is not used: {}{}",
                    chainFile,
                    sentences(problems),
                    opened == null ? "" : ". The one it held before stays");
            return false;
        }
        warnOfReaders(look.key() == null ? chainFile : keyFile);
        LOG.info(
                "{}: certificate for {} until {}",
                chainFile,
                String.join(", ", found.facts().names()),
                found.facts().notAfter());
        boolean changed = !found.equals(opened);
        opened = found;
        return changed;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, expected at most " + LARGEST);
        }
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1); // PEM is ASCII; the rest is not read
    }

    private static String sentences(Problems problems) {
        return problems.list().stream().map(CertificateOnDisk::sentence).collect(Collectors.joining("; "));
    }

    private static String sentence(Problem problem) {
        return problem.path() + " is " + problem.actual() + ", expected " + problem.expected();
    }

    private static void warnOfReaders(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(READ_BY_OTHERS::contains)) {
                LOG.warn("{} can be read by others, expected by its owner only (chmod 600)", file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("who may read {} is not known", file, e);
        }
    }
}
