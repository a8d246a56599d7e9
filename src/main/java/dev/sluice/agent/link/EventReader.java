package dev.sluice.agent.link;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.BiConsumer;

/** Reads server-sent events (WHATWG HTML, 9.2) off a stream: comments and fields that nobody needs fall away. */
final class EventReader {

    /** Longer lines are no words of a front door. */
    static final int LONGEST_LINE = 64 * 1024;

    private final RecordParser lines = RecordParser.newDelimited("\n").maxRecordSize(LONGEST_LINE);
    private final BiConsumer<String, String> events;
    private String event = "";
    private final StringBuilder data = new StringBuilder();

    /**
     * A reader of one stream.
     *
     * @param events told of each event's name and data
     * @param faults told of a line without end
     */
    EventReader(BiConsumer<String, String> events, Runnable faults) {
        this.events = events;
        lines.handler(line -> line(line.toString()));
        lines.exceptionHandler(fault -> faults.run());
    }

    void read(Buffer part) {
        lines.handle(part);
    }

    private void line(String raw) {
        String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
        if (line.isEmpty()) {
            if (data.length() > 0) {
                events.accept(event, data.toString());
            }
            event = "";
            data.setLength(0);
        } else if (line.startsWith("event:")) {
            event = line.substring(6).strip();
        } else if (line.startsWith("data:") && data.length() < LONGEST_LINE) {
            data.append(line.substring(5).strip());
        }
    }
}
