package dev.sluice.proxy.kit;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream that reads by the letter, keeps the requests that came whole, and answers each with 200. */
public final class Recorder implements AutoCloseable {

    /** The body of its answers. */
    public static final String ANSWER = "reached";

    private final List<StrictWire.Message> whole = new CopyOnWriteArrayList<>();
    private final Queue<String> malformed = new ConcurrentLinkedQueue<>();
    private final RawUpstream upstream = RawUpstream.open(this::record);

    private void record(Wire wire) throws IOException {
        StrictWire strict = new StrictWire(wire.socket().getInputStream());
        try {
            for (StrictWire.Message m = strict.readRequest(); m != null && m.whole(); m = strict.readRequest()) {
                whole.add(m);
                boolean head = m.start().startsWith("HEAD ");
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + ANSWER.length() + "\r\n\r\n" + (head ? "" : ANSWER));
            }
        } catch (StrictWire.Malformed e) {
            malformed.add(e.getMessage());
        }
    }

    public RawUpstream upstream() {
        return upstream;
    }

    /** In the order of their ends. */
    public List<StrictWire.Message> whole() {
        return whole;
    }

    /** What was written here that is not HTTP by the letter. */
    public List<String> malformed() {
        return List.copyOf(malformed);
    }

    /** What came so far is forgotten. */
    public void forget() {
        whole.clear();
        malformed.clear();
    }

    @Override
    public void close() {
        upstream.close();
    }
}
