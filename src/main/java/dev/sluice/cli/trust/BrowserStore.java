package dev.sluice.cli.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A database of NSS, in which browsers on Linux look: one that Chromium's kin share, and one in each profile of Firefox. The
 * program {@code certutil} changes it.
 */
public record BrowserStore(Path certutil, Path database) implements TrustStore {

    private static final String FILE = "cert9.db";

    /** In order; Chromium goes by the first that is there. */
    private static final List<String> OF_CHROMIUM = List.of(".pki/nssdb", ".local/share/pki/nssdb");

    /** Those of a user: Chromium's in any case, Firefox's where there are profiles. */
    public static List<BrowserStore> of(Path certutil, Path home) {
        List<BrowserStore> stores = new ArrayList<>();
        for (String chromium : OF_CHROMIUM) {
            if (Files.exists(home.resolve(chromium).resolve(FILE))) {
                stores.add(new BrowserStore(certutil, home.resolve(chromium)));
            }
        }
        if (stores.isEmpty()) {
            stores.add(new BrowserStore(certutil, home.resolve(OF_CHROMIUM.get(0))));
        }
        for (String firefox : List.of(".mozilla/firefox", "snap/firefox/common/.mozilla/firefox")) {
            profiles(home.resolve(firefox)).forEach(profile -> stores.add(new BrowserStore(certutil, profile)));
        }
        return stores;
    }

    private static List<Path> profiles(Path firefox) {
        if (!Files.isDirectory(firefox)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(firefox)) {
            return entries.filter(each -> Files.exists(each.resolve(FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(firefox + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String title() {
        return "browsers (" + database + ")";
    }

    @Override
    public String obstacle() {
        return "";
    }

    @Override
    public void take(TrustedRoot root) throws IOException, InterruptedException {
        if (!Files.exists(database.resolve(FILE))) {
            Files.createDirectories(database);
            ForeignProgram.run(List.of(certutil.toString(), "-N", "--empty-password", "-d", "sql:" + database));
        }
        Path file = Files.createTempFile("sluice", ".crt");
        try {
            Files.writeString(file, root.certificate());
            ForeignProgram.run(List.of(
                    certutil.toString(),
                    "-A",
                    "-d",
                    "sql:" + database,
                    "-n",
                    root.name(),
                    "-t",
                    "C,,", // for servers alone
                    "-i",
                    file.toString()));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
