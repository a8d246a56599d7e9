package dev.sluice.core.mirror;

import dev.sluice.core.site.Mirror;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The mirror of one route: what is wanted, and the counts, which outlive a change of that. Any thread.
 *
 * @param terms what the route asks for
 * @param counts of the copies of all event loops
 */
public record Mirroring(Mirror terms, MirrorCounts counts) {

    /** Whether this request is one of those that are copied: by its method, then by chance. */
    public boolean picks(String method) {
        return terms.methods().contains(method) && ThreadLocalRandom.current().nextInt(Mirror.WHOLE) < terms.percent();
    }

    /** Whether there is room for one more copy, which then has to be ended. */
    public boolean begin() {
        return counts.begin(terms.maxInFlight());
    }
}
