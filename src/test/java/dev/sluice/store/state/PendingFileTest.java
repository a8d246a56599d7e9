package dev.sluice.store.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");

    @TempDir
    Path directory;

    private static Event event(String uid) {
        return new Event(
                uid,
                EventName.GATEWAY_DOWN,
                AT,
                "Home \"sweet\"\nhome is DOWN",
                Event.WATCHDOG,
                Map.of("peer_id", 7, "route_ids", List.of(1, 2)));
    }

    @Test
    void whatIsKeptIsReadByTheNextProcess() throws Exception {
        new PendingFile(directory).keep(List.of(event("a"), event("b")));

        assertThat(new PendingFile(directory).read()).containsExactly(event("a"), event("b"));
        Path file = directory.resolve("ledger.pending");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(directory)).containsExactly(file);
    }

    @Test
    void nothingToKeepIsNoFile() throws Exception {
        PendingFile pending = new PendingFile(directory);
        pending.keep(List.of(event("a")));
        pending.keep(List.of());

        assertThat(directory).isEmptyDirectory();
        assertThat(pending.read()).isEmpty();
    }

    @Test
    void aLineThatIsNoEventIsLeftOut() throws Exception {
        PendingFile pending = new PendingFile(directory);
        pending.keep(List.of(event("a")));
        Files.writeString(
                directory.resolve("ledger.pending"),
                "{\"uid\": \"half\n{}\n{\"uid\":\"b\",\"event\":\"nonsense\"}\n",
                StandardOpenOption.APPEND);

        assertThat(pending.read()).containsExactly(event("a"));
    }
}
