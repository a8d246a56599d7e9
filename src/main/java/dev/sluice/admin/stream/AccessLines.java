package dev.sluice.admin.stream;

import dev.sluice.core.port.AccessTail;
import dev.sluice.core.port.Traffic;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What clients ask for, told to one stream: at most so many lines a second, and each second how many more there were. What the
 * stream has no room for is left out too. One event loop, but for what the data plane tells.
 */
final class AccessLines {

    private final Context loop;
    private final EventStream stream;
    private final AccessTail tail;
    private final long timer;
    private long leftOut;

    /** Begins to tell. */
    AccessLines(Context loop, Traffic traffic, EventStream stream, Duration second) {
        this.loop = loop;
        this.stream = stream;
        this.tail = traffic.follow(stream.wish().requests(), line -> loop.runOnContext(v -> tell(line)));
        this.timer = loop.owner().setPeriodic(second.toMillis(), id -> secondOver());
    }

    private void tell(String line) {
        if (!stream.mention(StreamText.of(StreamKind.ACCESS.wire(), line))) {
            leftOut++;
        }
    }

    private void secondOver() {
        leftOut += tail.nextSecond();
        String text = StreamText.of(StreamKind.ACCESS.wire(), new JsonObject().put("skipped", leftOut));
        if (leftOut > 0 && stream.mention(text)) {
            leftOut = 0;
        }
    }

    /** Ends it. */
    void end() {
        loop.owner().cancelTimer(timer);
        tail.close();
    }
}
