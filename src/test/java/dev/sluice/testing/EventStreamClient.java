package dev.sluice.testing;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of a stream of server-sent events, with its own reading of what they are. */
public final class EventStreamClient implements AutoCloseable {

    /** One thing that came. A comment has the type {@code comment}, the end {@code end}, a broken connection {@code broken}. */
    public record Told(String type, @Nullable String id, String data) {

        public JsonObject json() {
            return new JsonObject(data);
        }
    }

    private static final int SMALL = 32 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private volatile @Nullable String lastId;

    /**
     * A client that is connected and whose stream is open.
     *
     * @param lastId what it had last; null if it is new
     * @param reading false for one that takes nothing before {@link #read} is called
     */
    public EventStreamClient(int port, String path, String token, @Nullable String lastId, boolean reading) {
        this.lastId = lastId;
        try {
            if (!reading) {
                socket.setReceiveBufferSize(SMALL);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(30_000);
            String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                    + "\r\nAccept: text/event-stream\r\n"
                    + (lastId == null ? "" : "Last-Event-ID: " + lastId + "\r\n") + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            in = new BufferedInputStream(socket.getInputStream());
            String status = line();
            for (String field = line(); !field.isEmpty(); field = line()) {
                // The fields do not matter here.
            }
            if (!status.startsWith("HTTP/1.1 200 ")) {
                throw new IllegalStateException("the stream was not opened: " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (reading) {
            read();
        }
    }

    public EventStreamClient(int port, String path, String token) {
        this(port, path, token, null, true);
    }

    /** Begins to take what comes. */
    public void read() {
        Thread reader = new Thread(this::readAll, "event-stream-client");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new Chunks(), StandardCharsets.UTF_8))) {
            String type = "message";
            String id = null;
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        lastId = id == null ? lastId : id;
                        told.add(new Told(type, id, data.toString()));
                    }
                    type = "message";
                    id = null;
                    data.setLength(0);
                } else if (line.startsWith(":")) {
                    told.add(new Told("comment", null, line.substring(1).strip()));
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line, 6, line.length());
                }
            }
            told.add(new Told("end", null, ""));
        } catch (IOException | RuntimeException e) {
            told.add(new Told("broken", null, e.toString()));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed in the middle");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** The body out of its chunks (RFC 9112 section 7.1); it ends only with the last one. */
    private final class Chunks extends InputStream {

        private int left;
        private boolean last;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0 && !last) {
                left = Integer.parseInt(line(), 16);
                last = left == 0;
            }
            if (last) {
                return -1;
            }
            int count = in.read(bytes, offset, Math.min(length, left));
            if (count < 0) {
                throw new EOFException("the connection was closed in the middle");
            }
            left -= count;
            if (left == 0) {
                line(); // the one behind the chunk
            }
            return count;
        }
    }

    /** What comes next, but for comments and types that are not asked for (all if none is named); null if nothing does. */
    public @Nullable Told poll(Duration patience, String... types) {
        long until = System.nanoTime() + patience.toNanos();
        List<String> wanted = List.of(types);
        try {
            while (true) {
                Told next = told.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next == null || wanted.contains(next.type())) {
                    return next;
                }
                if (wanted.isEmpty() && !next.type().equals("comment")) {
                    return next;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The same, and it must come. */
    public Told next(String... types) {
        Told next = poll(Duration.ofSeconds(20), types);
        if (next == null) {
            throw new IllegalStateException("nothing came of " + List.of(types));
        }
        return next;
    }

    /** The ids of so many events to come. */
    public List<Long> ids(int count) {
        List<Long> ids = new ArrayList<>();
        while (ids.size() < count) {
            Told next = next("activity");
            if (next.id() != null) {
                ids.add(Long.valueOf(next.id()));
            }
        }
        return ids;
    }

    /** The id that came last. */
    public @Nullable String lastId() {
        return lastId;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
