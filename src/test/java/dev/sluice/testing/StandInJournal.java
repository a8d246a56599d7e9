package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What a stand-in has seen: counts in memory, and each request's id in a file that outlives {@code kill -9}, because
 * every line is handed to the system at once. Thread-safe.
 */
final class StandInJournal implements AutoCloseable {

    private final FileChannel file;
    private final Map<String, LongAdder> methods = new ConcurrentSkipListMap<>();

    StandInJournal(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * A request's head has arrived: from here on it has reached this peer.
     *
     * @param id the request's {@code X-Request-Uid}; empty if it has none
     */
    void arrived(String method, String id) {
        methods.computeIfAbsent(method, any -> new LongAdder()).increment();
        if (!id.isEmpty()) {
            try {
                file.write(ByteBuffer.wrap(HttpWire.ascii(method + " " + id + "\n")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Requests by method since the start of this process. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        methods.forEach((method, count) -> counts.put(method, count.sum()));
        return counts;
    }

    /** The ids of requests with this method in a journal, which may be in use, in order. */
    static List<String> ids(Path path, String method) {
        String prefix = method + " ";
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
