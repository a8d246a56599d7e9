package dev.sluice.proxy.l4;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** ClientHellos of real clients, and made-up ones. */
final class Hellos {

    /** What openssl 3.0 sent, by file, with the name that it asked for. */
    private static final Map<String, String> RECORDED = Map.of(
            "openssl-tls13", "tls13.example.org",
            "openssl-tls12", "tls12.example.org",
            "openssl-tls10", "old.example.org",
            "openssl-no-name", "",
            "openssl-alpn", "alpn.example.org",
            "openssl-large-share", "large.example.org",
            "openssl-many-records", "records.example.org");

    private Hellos() {}

    /** All that real clients sent, by a word for each. */
    static Map<String, byte[]> real() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        RECORDED.keySet().stream().sorted().forEach(file -> all.put(file, recorded(file)));
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            all.put("jdk-" + protocol, jdk(protocol, "jdk.example.org"));
        }
        return all;
    }

    /** The name that one of {@link #real()} asks for. */
    static String nameIn(String word) {
        return RECORDED.getOrDefault(word, "jdk.example.org");
    }

    private static byte[] recorded(String file) {
        try (InputStream in = Hellos.class.getResourceAsStream("/clienthello/" + file + ".hex")) {
            String hex = new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] jdk(String protocol, String name) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            parameters.setServerNames(List.of(new SNIHostName(name)));
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            engine.setSSLParameters(parameters);
            ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), out);
            return Arrays.copyOf(out.array(), out.position());
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The message of a hello with these extensions; none at all without any. */
    static byte[] message(byte[]... extensions) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {3, 3});
        body.writeBytes(new byte[32]);
        body.write(0);
        body.writeBytes(new byte[] {0, 2, 0x13, 1, 1, 0});
        if (extensions.length > 0) {
            body.writeBytes(sized(2, join(extensions)));
        }
        return join(new byte[] {1}, sized(3, body.toByteArray()));
    }

    /** An extension. */
    static byte[] extension(int type, byte[] content) {
        return join(new byte[] {(byte) (type >> 8), (byte) type}, sized(2, content));
    }

    /** A server name extension with these entries. */
    static byte[] names(byte[]... entries) {
        return extension(0, sized(2, join(entries)));
    }

    /** An entry of a server name list. */
    static byte[] name(int type, String name) {
        return join(new byte[] {(byte) type}, sized(2, name.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The message in records of at most that many bytes. */
    static byte[] inRecords(int most, byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < message.length; from += most) {
            byte[] part = Arrays.copyOfRange(message, from, Math.min(message.length, from + most));
            out.writeBytes(join(new byte[] {22, 3, 1}, sized(2, part)));
        }
        return out.toByteArray();
    }

    /** A whole hello that asks for this name. */
    static byte[] asking(String name) {
        return inRecords(1 << 14, message(names(name(0, name))));
    }

    static byte[] sized(int bytes, byte[] content) {
        byte[] length = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            length[i] = (byte) (content.length >> 8 * (bytes - 1 - i));
        }
        return join(length, content);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** What is made of these bytes. */
    static ClientHello read(byte[] bytes) {
        ClientHello hello = new ClientHello();
        for (byte next : bytes) {
            hello.read(next);
        }
        return hello;
    }
}
