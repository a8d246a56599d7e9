package dev.sluice.core.rule;

import dev.sluice.core.model.Stamp;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change, and on what condition.
 *
 * @param actor a token's name
 * @param revisions the thing must still be as one of these revisions wrote it; null for no condition
 */
public record Command(String actor, @Nullable Set<Long> revisions) {

    /** An unconditional one. */
    public static Command by(String actor) {
        return new Command(actor, null);
    }

    /**
     * Refuses if the thing was changed since the caller read it.
     *
     * @throws Rejection STALE
     */
    void expect(Stamp stamp) {
        expect(stamp.revision());
    }

    /**
     * Refuses if what was last written by that revision is not what the caller read.
     *
     * @throws Rejection STALE
     */
    public void expect(long revision) {
        if (revisions != null && !revisions.contains(revision)) {
            throw new Rejection(
                    RejectionCode.STALE,
                    "It was changed meanwhile: it is at revision " + revision + ", If-Match names " + revisions);
        }
    }
}
