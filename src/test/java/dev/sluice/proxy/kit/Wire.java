package dev.sluice.proxy.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection in raw bytes, from either side. Bytes and characters are the same here (ISO 8859-1). */
public final class Wire {

    /** A head and the body that its framing announces. */
    public record Message(String head, String body, String trailers) {

        public String firstLine() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        /** The status of an answer. */
        public int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** All values of that field joined by {@code |}; null if it is absent. */
        public @Nullable String field(String name) {
            return fieldOf(head, name);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Consumer<String> heads;

    Wire(Socket socket, Consumer<String> heads) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.heads = heads;
    }

    /** All values of that field joined by {@code |}; null if it is absent. */
    public static @Nullable String fieldOf(String head, String name) {
        StringBuilder values = null;
        for (String line : head.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
                values = values == null ? new StringBuilder() : values.append('|');
                values.append(line.substring(colon + 1).strip());
            }
        }
        return values == null ? null : values.toString();
    }

    public void send(String bytes) throws IOException {
        send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** One request with its body; null at the connection's end. */
    public @Nullable Message readRequest() throws IOException {
        String head = readHead();
        return head == null ? null : new Message(head, body(head, true), trailers);
    }

    private String trailers = "";

    /** One answer with its body, as one to that method. */
    public Message readAnswer(String method) throws IOException {
        String head = readHead();
        if (head == null) {
            throw new EOFException("closed without an answer");
        }
        int status = Integer.parseInt(head.substring(9, 12));
        boolean empty = method.equals("HEAD") || status == 204 || status == 304 || status < 200;
        return new Message(head, empty ? "" : body(head, false), trailers);
    }

    /** Up to and with the empty line; null if the connection ends before any byte. */
    public @Nullable String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                if (head.size() == 0) {
                    return null;
                }
                throw new EOFException("closed within a head: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(b);
            boolean wanted = b == (matched % 2 == 0 ? '\r' : '\n');
            matched = wanted ? matched + 1 : b == '\r' ? 1 : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        heads.accept(text);
        return text;
    }

    private String body(String head, boolean request) throws IOException {
        trailers = "";
        String coding = fieldOf(head, "transfer-encoding");
        if (coding != null && coding.equalsIgnoreCase("chunked")) {
            return chunked();
        }
        String length = fieldOf(head, "content-length");
        if (length != null) {
            return read(Integer.parseInt(length));
        }
        return request ? "" : readToEnd();
    }

    private String chunked() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(readLine().split(";")[0].strip(), 16);
            if (size == 0) {
                StringBuilder fields = new StringBuilder();
                for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                    fields.append(line).append("\r\n");
                }
                trailers = fields.toString();
                return body.toString();
            }
            body.append(read(size));
            if (!readLine().isEmpty()) {
                throw new IOException("no line end after a chunk");
            }
        }
    }

    /** Up to the line end, which is not returned. */
    public String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("closed within a line: " + line);
            }
            if (b == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            line.append((char) b);
        }
    }

    public String read(int bytes) throws IOException {
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new EOFException("body: actual " + body.length + " bytes, expected " + bytes);
        }
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    public String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Some bytes, -1 at the end. */
    public int readSome(byte[] into, int most) throws IOException {
        return in.read(into, 0, most);
    }

    /** One byte; -1 at the end, -2 if none came in that time. */
    public int readByteWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return in.read();
        } catch (SocketTimeoutException none) {
            return -2;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    /** One byte, -1 at the end. */
    public int readByte() throws IOException {
        return in.read();
    }

    /** Cuts the connection by a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public Socket socket() {
        return socket;
    }
}
