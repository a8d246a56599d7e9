package dev.sluice.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TarXzTest {
    @TempDir
    Path temporary;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    @Test
    void filesDirectoriesAndLinksComeOutAsTheyWentIn() throws Exception {
        entry("a/", '5', 0755, "", "");
        entry("a/plain", '0', 0640, "some text", "");
        entry("a/b/tool", '0', 0755, "x".repeat(1024), "");
        entry("a/empty", '0', 0600, "", "");
        entry("a/link", '2', 0777, "", "plain");

        assertThat(unpack()).isEqualTo(5);

        Path out = temporary.resolve("out");
        assertThat(out.resolve("a/plain")).hasContent("some text");
        assertThat(out.resolve("a/b/tool")).hasContent("x".repeat(1024)).isExecutable();
        assertThat(out.resolve("a/empty")).isEmptyFile();
        assertThat(Files.readSymbolicLink(out.resolve("a/link"))).isEqualTo(Path.of("plain"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("a/plain"))))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("a/b"))))
                .isEqualTo("rwxr-xr-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/outside", "a/../../outside", "a/b/../../../outside"})
    void aNameThatLeadsOutIsRefused(String name) throws Exception {
        entry(name, '0', 0644, "text", "");

        assertThatThrownBy(this::unpack).isInstanceOf(IOException.class).hasMessageContaining("leads out of");
        assertThat(temporary.resolve("outside")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc", "a/.."})
    void aLinkThatMayLeadOutIsRefused(String to) throws Exception {
        entry("link", '2', 0777, "", to);

        assertThatThrownBy(this::unpack).isInstanceOf(IOException.class).hasMessageContaining("link to '" + to + "'");
    }

    @Test
    void otherKindsAreRefused() throws Exception {
        entry("device", '3', 0644, "", "");

        assertThatThrownBy(this::unpack).hasMessageContaining("type '3', expected 0, 2 or 5");
    }

    @Test
    void anArchiveThatWasCutIsRefused() throws Exception {
        entry("file", '0', 0644, "x".repeat(5000), "");
        byte[] cut = java.util.Arrays.copyOf(tar.toByteArray(), 2000);

        assertThatThrownBy(() -> TarXz.unpack(new ByteArrayInputStream(xz(cut)), temporary.resolve("out")))
                .hasMessageContaining("ends within a file");
    }

    private int unpack() throws IOException {
        tar.write(new byte[1024]);
        return TarXz.unpack(new ByteArrayInputStream(xz(tar.toByteArray())), temporary.resolve("out"));
    }

    private static byte[] xz(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(packed, new LZMA2Options(0))) {
            xz.write(plain);
        }
        return packed.toByteArray();
    }

    private void entry(String name, char type, int mode, String content, String linkTo) throws IOException {
        byte[] header = new byte[512];
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        put(header, 0, name);
        put(header, 100, "%07o".formatted(mode));
        put(header, 124, "%011o".formatted(body.length));
        header[156] = (byte) type;
        put(header, 157, linkTo);
        put(header, 257, "ustar  ");
        tar.write(header);
        tar.write(body);
        tar.write(new byte[(512 - body.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
