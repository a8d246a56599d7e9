package dev.sluice.store.state;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.PendingEvents;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that the database does not have yet, in {@code state/ledger.pending}, so that the next process can write them
 * if this one cannot. One JSON object per line.
 */
public final class PendingFile implements PendingEvents {

    public static final String FILE = "ledger.pending";

    private static final Logger LOG = LoggerFactory.getLogger(PendingFile.class);

    private final Path file;

    /** The file in that directory. */
    public PendingFile(Path stateDir) {
        this.file = stateDir.resolve(FILE);
    }

    /** A line that cannot be read is told and left out. */
    @Override
    public List<Event> read() throws IOException {
        List<Event> events = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                try {
                    events.add(event(new JsonObject(line)));
                } catch (DecodeException | IllegalArgumentException | DateTimeException | NullPointerException e) {
                    LOG.warn("{}: a line that is no event was left out: {}", file, e.toString());
                }
            }
        }
        return events;
    }

    @Override
    public void keep(Collection<Event> events) throws IOException {
        if (events.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(line(event)).append('\n'));
        DurableFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String line(Event event) {
        return new JsonObject()
                .put("uid", event.uid())
                .put("event", event.name().wire())
                .put("at", event.at())
                .put("message", event.message())
                .put("actor", event.actor())
                .put("details", event.details())
                .encode();
    }

    private static Event event(JsonObject line) {
        return new Event(
                line.getString("uid"),
                EventName.valueOf(line.getString("event").toUpperCase(Locale.ROOT)),
                Instant.parse(line.getString("at")),
                line.getString("message"),
                line.getString("actor"),
                line.getJsonObject("details").getMap());
    }
}
