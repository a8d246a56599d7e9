package dev.sluice.core.rule;

import dev.sluice.core.model.Stamp;
import java.time.Instant;
import java.util.List;

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
}
