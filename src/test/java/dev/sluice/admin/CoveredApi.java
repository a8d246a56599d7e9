package dev.sluice.admin;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A caller of a running program's API that holds each exchange against the OpenAPI document, and notes which of its answers
 * and codes were seen. Requests are written byte by byte: some are none that a client of a library would send.
 */
final class CoveredApi {

    private static final int PATIENCE_MS = 20_000;

    private final Contract contract = Contract.read();
    private final int port;
    private final String token;
    private final Map<String, Set<String>> missing;
    private final Set<String> codes;

    CoveredApi(int port, String token) {
        this.port = port;
        this.token = token;
        this.missing = contract.answers();
        this.codes = new TreeSet<>(contract.codes());
    }

    private CoveredApi(CoveredApi first, int port, String token) {
        this.port = port;
        this.token = token;
        this.missing = first.missing;
        this.codes = first.codes;
    }

    /** A caller of another program, who has seen what this one has, and this one what he has; one after the other. */
    CoveredApi at(int otherPort, String otherToken) {
        return new CoveredApi(this, otherPort, otherToken);
    }

    /** The answers by operation that nobody has seen yet. */
    Map<String, Set<String>> missing() {
        return missing;
    }

    /** The codes that nobody has seen yet. */
    Set<String> missingCodes() {
        return codes;
    }

    /** A call as the administrator. */
    Reply call(String method, String path, @Nullable Object body, String... headers) {
        return as(token, method, path, body, headers);
    }

    /**
     * A call below {@code /api/v1}, or of an open path.
     *
     * @param bearer null for none
     * @param body a JSON object, or a text as it is; null for none
     * @param headers names and values in turn; they stand beside the usual ones, and Host and Content-Type instead of them
     */
    Reply as(@Nullable String bearer, String method, String path, @Nullable Object body, String... headers) {
        String target = path.startsWith("/health") || path.equals("/metrics") || path.equals("/openapi.yaml")
                ? path
                : "/api/v1" + path;
        byte[] bytes = body == null ? new byte[0] : String.valueOf(body).getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        String own = String.join("\n", headers).toLowerCase(java.util.Locale.ROOT);
        line(head, own.contains("host\n"), "Host", "127.0.0.1:" + port);
        line(head, bearer == null, "Authorization", "Bearer " + bearer);
        line(head, body == null || own.contains("content-type\n"), "Content-Type", "application/json");
        line(head, own.contains("content-length\n"), "Content-Length", String.valueOf(bytes.length));
        for (int i = 0; i < headers.length; i += 2) {
            line(head, false, headers[i], headers[i + 1]);
        }
        Reply reply = exchange(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8), bytes);
        contract.check(method, target, Buffer.buffer(bytes), reply);
        note(method, target, reply);
        return reply;
    }

    private static void line(StringBuilder head, boolean not, String name, String value) {
        if (!not) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private synchronized void note(String method, String target, Reply reply) {
        String id = contract.operationId(method, target);
        Set<String> left = id == null ? null : missing.get(id);
        if (left != null) {
            left.remove(String.valueOf(reply.status()));
            if (String.valueOf(reply.header("Content-Type")).equals("application/json")) {
                left.remove("default");
            }
            if (left.isEmpty()) {
                missing.remove(id);
            }
        }
        if (String.valueOf(reply.header("Content-Type")).startsWith("application/problem+json")) {
            codes.remove(reply.code());
            JsonObject problem = reply.json();
            if (problem.getInteger("status") != reply.status()) {
                throw new AssertionError("status " + reply.status() + ", but the problem says " + problem);
            }
        }
    }

    private Reply exchange(byte[] head, byte[] body) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String[] lines = line(in).split(" ", 3);
            MultiMap fields = MultiMap.caseInsensitiveMultiMap();
            for (String field = line(in); !field.isEmpty(); field = line(in)) {
                int colon = field.indexOf(':');
                fields.add(field.substring(0, colon), field.substring(colon + 1).strip());
            }
            boolean endless = String.valueOf(fields.get("Content-Type")).startsWith("text/event-stream");
            byte[] answer = endless ? new byte[0] : body(in, fields);
            return new Reply(Integer.parseInt(lines[1]), fields, Buffer.buffer(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(new String(head, StandardCharsets.UTF_8), e);
        }
    }

    private static byte[] body(InputStream in, MultiMap fields) throws IOException {
        if (fields.contains("Content-Length")) {
            return in.readNBytes(Integer.parseInt(fields.get("Content-Length")));
        }
        if (!fields.contains("Transfer-Encoding")) {
            return new byte[0];
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            whole.write(in.readNBytes(size));
            line(in);
        }
        return whole.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
