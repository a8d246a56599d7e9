package dev.sluice.proxy.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 read by the letter (RFC 9112), as one may expect it of a proxy whatever it was sent: any liberty is {@link
 * Malformed}. Bytes and characters are the same here.
 */
public final class StrictWire {

    /** What may never be written, by whoever wrote it. */
    public static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    /**
     * A whole message.
     *
     * @param whole whether all came that its framing announces
     */
    public record Message(String start, List<String> fields, String body, List<String> trailers, boolean whole) {

        /** All values of that field; the name in lower case. */
        public List<String> all(String name) {
            return fields.stream()
                    .filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(field -> field.substring(name.length() + 1).strip())
                    .toList();
        }

        /** The status of an answer. */
        public int status() {
            return Integer.parseInt(start.substring(9, 12));
        }
    }

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST = Pattern.compile(TOKEN + " [!-~&&[^#]]+ HTTP/1\\.1");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] [1-5][0-9][0-9] [\\t -~\\x80-\\xff]*");
    private static final Pattern FIELD = Pattern.compile(TOKEN + ": ?[\\t -~\\x80-\\xff]*");
    private static final int MOST = 1 << 20;

    private final InputStream in;
    private final List<String> trailers = new ArrayList<>();
    private boolean ended;

    public StrictWire(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next request; null at the end, also within one: a proxy may give a request up. */
    public @Nullable Message readRequest() throws IOException {
        Message head = head(REQUEST);
        if (head == null) {
            return null;
        }
        if (head.all("host").size() != 1) {
            throw new Malformed("Host " + head.all("host") + " in " + head);
        }
        return withBody(head, false);
    }

    /** The next answer to that method; null at the end. One that is cut is not whole. */
    public @Nullable Message readAnswer(String method) throws IOException {
        Message head = head(ANSWER);
        if (head == null) {
            return null;
        }
        int status = head.status();
        boolean empty = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return empty ? head : withBody(head, true);
    }

    private @Nullable Message head(Pattern start) throws IOException {
        String first = line();
        if (first == null) {
            return null;
        }
        require(start, first);
        List<String> fields = new ArrayList<>();
        for (String line = line(); line == null || !line.isEmpty(); line = line()) {
            if (line == null) {
                return null;
            }
            require(FIELD, line);
            fields.add(line);
        }
        return new Message(first, fields, "", List.of(), true);
    }

    private Message withBody(Message head, boolean toTheEnd) throws IOException {
        List<String> codings = head.all("transfer-encoding");
        List<String> lengths = head.all("content-length");
        if (codings.size() + lengths.size() > 1) {
            throw new Malformed("framed twice: " + head);
        }
        if (!codings.isEmpty()) {
            if (!codings.get(0).equals("chunked")) {
                throw new Malformed("coding in " + head);
            }
            return body(head, chunked());
        }
        if (!lengths.isEmpty()) {
            require(Pattern.compile("[0-9]{1,18}"), lengths.get(0));
            return body(head, bytes(Long.parseLong(lengths.get(0))));
        }
        return body(head, toTheEnd ? bytes(Long.MAX_VALUE) : "");
    }

    private Message body(Message head, String body) {
        return new Message(head.start(), head.fields(), body, List.copyOf(trailers), !ended);
    }

    private String chunked() throws IOException {
        StringBuilder body = new StringBuilder();
        trailers.clear();
        while (true) {
            String size = line();
            if (size == null) {
                return body.toString();
            }
            require(Pattern.compile("[0-9a-fA-F]{1,8}"), size); // nothing of an extension may get through
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                for (String line = line(); line != null && !line.isEmpty(); line = line()) {
                    require(FIELD, line);
                    trailers.add(line);
                }
                return body.toString();
            }
            body.append(bytes(length));
            String end = line();
            if (end == null) {
                return body.toString();
            }
            require(Pattern.compile(""), end);
        }
    }

    private String bytes(long count) throws IOException {
        byte[] read = in.readNBytes((int) Math.min(count, MOST));
        ended |= read.length < count && count != Long.MAX_VALUE;
        return new String(read, StandardCharsets.ISO_8859_1);
    }

    /** Without its CRLF; null if the stream ends before it. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                ended = true;
                return null;
            }
            if (b == '\n') {
                throw new Malformed("bare LF after: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            if (b == '\r') {
                if (in.read() != '\n') {
                    throw new Malformed("bare CR after: " + line.toString(StandardCharsets.ISO_8859_1));
                }
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            line.write(b);
        }
    }

    private static void require(Pattern pattern, String line) {
        if (!pattern.matcher(line).matches()) {
            throw new Malformed("actual '" + line + "', expected " + pattern);
        }
    }
}
