package dev.sluice.cli.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.RequiredTool;
import dev.sluice.testing.TestCertificate;
import dev.sluice.testing.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores of a machine, in a folder of their own, with the real programs. */
class TrustStoresTest {

    private static final TestCertificate AUTHORITY = TestCertificate.of("root.test");
    private static final TrustedRoot ROOT = TrustedRoot.read(AUTHORITY.chainPem());

    @TempDir
    Path folder;

    @Test
    void aRootIsReadAndAnythingElseIsRefused() {
        assertThat(ROOT.name()).isEqualTo("root.test");
        assertThat(ROOT.fingerprint()).hasSize(64);
        assertThat(ROOT.toString()).doesNotContain("PRIVATE");
        for (String other : List.of("", "{\"code\": \"not_found\"}", AUTHORITY.keyPem())) {
            assertThatThrownBy(() -> TrustedRoot.read(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the answer is no certificate");
        }
    }

    @Test
    void theSystemGetsAFileThatAllMayReadAndIsTold() throws Exception {
        Path told = folder.resolve("told");
        SystemStore store = new SystemStore(folder, List.of("touch", told.toString()));
        assertThat(store.obstacle()).isEmpty();
        store.take(ROOT);
        store.take(ROOT);
        Path file = folder.resolve(ROOT.fileName());
        assertThat(file).hasContent(AUTHORITY.chainPem());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(told).exists();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, told);
        }
    }

    @Test
    void whatTheSystemsProgramSaysWhenItFailsIsTold() {
        SystemStore store = new SystemStore(folder, List.of("sh", "-c", "echo no room >&2; exit 3"));
        assertThatThrownBy(() -> store.take(ROOT))
                .isInstanceOf(IOException.class)
                .hasMessage("sh: actual exit code 3, expected 0: no room");
        assertThat(new SystemStore(folder.resolve("nowhere"), List.of()).obstacle())
                .contains("is not there");
    }

    @Test
    void browsersTrustItForServersAlone() throws Exception {
        Path certutil = RequiredTool.require("certutil");
        List<BrowserStore> stores = BrowserStore.of(certutil, folder);
        assertThat(stores).singleElement().extracting(BrowserStore::database).isEqualTo(folder.resolve(".pki/nssdb"));
        for (BrowserStore store : stores) {
            store.take(ROOT);
            store.take(ROOT);
        }
        assertThat(listed(stores.get(0)).lines().filter(line -> line.startsWith("root.test")))
                .singleElement()
                .asString()
                .contains(" C,,");
    }

    @Test
    void eachProfileOfFirefoxIsAStoreAndChromiumsIsNotMadeASecondTime() throws Exception {
        Path certutil = RequiredTool.require("certutil");
        Path profile = folder.resolve(".mozilla/firefox/abc.default");
        Path chromium = folder.resolve(".local/share/pki/nssdb");
        new BrowserStore(certutil, profile).take(ROOT);
        new BrowserStore(certutil, chromium).take(ROOT);
        Files.createDirectories(folder.resolve(".mozilla/firefox/Crash Reports"));
        assertThat(BrowserStore.of(certutil, folder))
                .extracting(BrowserStore::database)
                .containsExactly(chromium, profile);
    }

    private static String listed(BrowserStore store) {
        return ToolRun.of("certutil", List.of("-L", "-d", "sql:" + store.database()))
                .succeeded();
    }
}
