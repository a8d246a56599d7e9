package dev.sluice.admin.auth;

/**
 * Which of several reads of one thing counts, when they may overtake one another and changes come between: one that began after
 * the last change and after all reads that counted so far. One thread.
 */
public final class ReadOrder {

    private long begun;
    private long counted;
    private long changedAt;

    /** A read begins; its number. */
    public long begin() {
        return ++begun;
    }

    /** Something was changed: what is being read may be as it was before. */
    public void changed() {
        changedAt = begun;
    }

    /** Whether what that read found is how things were before a change that is done. */
    public boolean isOutdated(long read) {
        return read <= changedAt;
    }

    /** A read is over; whether it counts. */
    public boolean counts(long read) {
        if (isOutdated(read) || read <= counted) {
            return false;
        }
        counted = read;
        return true;
    }
}
