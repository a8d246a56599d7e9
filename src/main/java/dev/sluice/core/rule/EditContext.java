package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What an edit may know beside the state it changes.
 *
 * @param ids fresh ids, one for each entry of {@link Edit#creates()}, in order
 * @param revision the revision that the changed state will have
 */
public record EditContext(List<Long> ids, Instant now, long revision) {

    public long id() {
        return ids.get(0);
    }

    /** The mark of a thing made by this edit. */
    public Stamp created() {
        return Stamp.created(now, revision);
    }

    /** The mark of a thing changed by this edit. */
    public Stamp touched(Stamp before) {
        return before.touched(now, revision);
    }

    /** One to try an edit on that state with, when nothing of it will be kept. */
    public static EditContext trial(Edit edit, Desired current, Instant now) {
        long highest = Stream.of(
                        current.peers(), current.pools(), current.routes(), current.drills(), current.webhooks())
                .flatMap(things -> things.keySet().stream())
                .reduce(0L, Math::max);
        List<Long> ids = LongStream.rangeClosed(1, edit.creates(current).size())
                .mapToObj(i -> highest + i)
                .toList();
        return new EditContext(ids, now, current.revision() + 1);
    }
}
