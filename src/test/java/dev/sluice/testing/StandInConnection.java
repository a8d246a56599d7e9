package dev.sluice.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One connection of a stand-in: answers every request with what it got, as JSON, until the other end leaves.
 *
 * <p>The query may ask for more: {@code delay} (ms before the head), {@code status}, {@code bytes} (a body of that many
 * instead of JSON), {@code header} ({@code Name:value}, sent along), {@code close} (ends the connection after it),
 * {@code reset} (resets the connection instead of answering, as a handler that crashes does).
 * A WebSocket is welcome, see {@link StandInWebSocket}; {@code every} is its pace in ms.
 * {@code /__stats} counts requests by method and is not counted itself.
 */
final class StandInConnection implements Runnable {

    private final Socket client;
    private final String name;
    private final StandInJournal journal;

    StandInConnection(Socket client, String name, StandInJournal journal) {
        this.client = client;
        this.name = name;
        this.journal = journal;
    }

    @Override
    public void run() {
        try (client) {
            client.setTcpNoDelay(true);
            HttpWire wire = new HttpWire(client.getInputStream());
            boolean open = true;
            for (HttpWire.Head head = wire.head(); open && head != null; head = open ? wire.head() : null) {
                open = answer(head, wire, client.getOutputStream());
            }
        } catch (IOException | IllegalArgumentException e) {
            // The other end left or sent nonsense: to a stand-in both are the end of the connection.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answer(HttpWire.Head head, HttpWire wire, OutputStream out)
            throws IOException, InterruptedException {
        String[] start = head.start().split(" ");
        String method = start[0];
        Map<String, String> query = query(start[1]);
        boolean stats = start[1].startsWith("/__stats");
        if (!stats) {
            journal.arrived(method, head.header("x-request-uid"));
        }
        if (head.header("upgrade").equalsIgnoreCase("websocket")) {
            out.write(StandInWebSocket.welcome(name, head.header("sec-websocket-key")));
            new StandInWebSocket(wire, out, Long.parseLong(query.getOrDefault("every", "0"))).serve();
            return false;
        }
        if (head.header("expect").equals("100-continue")) {
            out.write(HttpWire.ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        }
        byte[] received = wire.body(head);
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(query.getOrDefault("delay", "0")));
        if (query.containsKey("reset")) {
            client.setSoLinger(true, 0); // run() closes it
            return false;
        }

        byte[] body = stats ? HttpWire.ascii(json(journal.counts())) : body(start[1], method, head, received, query);
        boolean close = query.containsKey("close") || head.header("connection").contains("close");
        String extra = query.getOrDefault("header", "");
        byte[] answerHead = HttpWire.ascii("HTTP/1.1 " + query.getOrDefault("status", "200") + " Stand-In\r\nX-Peer: "
                + name + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n"
                + (extra.isEmpty() ? "" : extra.replaceFirst(":", ": ") + "\r\n")
                + (close ? "Connection: close\r\n" : "") + "\r\n");
        boolean bare = method.equals("HEAD");
        byte[] whole = Arrays.copyOf(answerHead, answerHead.length + (bare ? 0 : body.length));
        System.arraycopy(body, 0, whole, answerHead.length, bare ? 0 : body.length);
        out.write(whole);
        return !close;
    }

    private byte[] body(String target, String method, HttpWire.Head head, byte[] received, Map<String, String> query) {
        if (query.containsKey("bytes")) {
            byte[] filler = new byte[Integer.parseInt(query.get("bytes"))];
            Arrays.fill(filler, (byte) 'x');
            return filler;
        }
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("peer", name);
        seen.put("method", method);
        seen.put("target", target);
        seen.put("body", new String(received, 0, Math.min(received.length, 1024), StandardCharsets.UTF_8));
        seen.put("body_bytes", (long) received.length);
        seen.put("headers", head.headers());
        return json(seen).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(String target) {
        int mark = target.indexOf('?');
        return mark < 0
                ? Map.of()
                : Arrays.stream(target.substring(mark + 1).split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(
                                Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : "", (a, b) -> b));
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Number) {
            return value.toString();
        }
        return '"'
                + value.toString().chars().mapToObj(StandInConnection::escaped).collect(Collectors.joining())
                + '"';
    }

    private static String escaped(int c) {
        return c == '"' || c == '\\' || c < ' ' ? String.format("\\u%04x", c) : Character.toString(c);
    }
}
