package dev.sluice.system;

import dev.sluice.testing.Rest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Single GETs to a front door on connections of their own, from any loopback address, for any host. */
final class Gets {

    private static final int PATIENCE_MS = 15_000;

    private Gets() {}

    static Rest.Answer one(int port, String host) {
        return from("127.0.0.1", port, host, "/");
    }

    /** One GET by a client at that address. */
    static Rest.Answer from(String client, int port, String host, String path) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(client), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return read(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rest.Answer read(BufferedReader in) throws IOException {
        String start = in.readLine();
        if (start == null) {
            throw new IOException("closed without an answer");
        }
        Map<String, List<String>> fields = new HashMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            fields.computeIfAbsent(line.substring(0, colon).toLowerCase(java.util.Locale.ROOT), k -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        StringBuilder body = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            body.append((char) c);
        }
        return new Rest.Answer(
                Integer.parseInt(start.split(" ")[1]), HttpHeaders.of(fields, (name, value) -> true), body.toString());
    }
}
