package dev.sluice.tls;

import dev.sluice.core.port.CertificateFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of certificates that the operator brings as files: {@code NAME.crt} or {@code NAME.pem} with the chain, and
 * {@code NAME.key} with the private key, or both in one file. It is looked at again and again; what is new is judged once it
 * stands still, what is bad is told in the log once and changes nothing. Blocks; one thread.
 */
final class CertificateDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateDirectory.class);

    private final Path directory;
    private final Map<String, CertificateOnDisk> files = new TreeMap<>();
    private boolean first = true;
    private String complaint = "";

    CertificateDirectory(Path directory) {
        this.directory = directory;
    }

    /** Looks; true if what can be used changed. */
    boolean look() {
        List<String> names;
        try {
            names = names();
        } catch (IOException e) {
            complain(
                    directory + " (certs-dir) cannot be read, what it held stays: " + Objects.toString(e.getMessage()));
            return false;
        }
        complaint = "";
        for (String name : names) {
            files.computeIfAbsent(name, absent -> new CertificateOnDisk(directory.resolve(name), first));
        }
        first = false;
        boolean changed = false;
        for (CertificateOnDisk file : files.values()) {
            changed |= file.look();
        }
        files.values().removeIf(CertificateOnDisk::isGone);
        return changed;
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean fits = name.endsWith(".crt") || name.endsWith(".pem");
                if (fits && !name.startsWith(".") && !Files.isDirectory(entry)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // an operator who brings no files needs no directory
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private void complain(String sentence) {
        if (!complaint.equals(sentence)) {
            complaint = sentence;
            LOG.warn("{}", sentence);
        }
    }

    List<OpenedCertificate> opened() {
        return files.values().stream().flatMap(file -> file.opened().stream()).toList();
    }

    /** What can be used, by file name. */
    List<CertificateFile> usable() {
        List<CertificateFile> usable = new ArrayList<>();
        files.forEach((name, file) ->
                file.opened().ifPresent(certificate -> usable.add(new CertificateFile(name, certificate.facts()))));
        return usable;
    }
}
