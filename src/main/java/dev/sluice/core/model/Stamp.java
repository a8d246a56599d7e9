package dev.sluice.core.model;

import java.time.Instant;

/**
 * The history mark of one desired thing.
 *
 * @param createdAt when it was first written
 * @param updatedAt when it was last written
 * @param revision the revision of the desired state that last wrote it; its ETag
 */
public record Stamp(Instant createdAt, Instant updatedAt, long revision) {

    /** The mark of a thing that is made now. */
    public static Stamp created(Instant now, long revision) {
        return new Stamp(now, now, revision);
    }

    /** This mark after a change now. */
    public Stamp touched(Instant now, long newRevision) {
        return new Stamp(createdAt, now, newRevision);
    }
}
