package dev.sluice.core.port;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.OwnRoot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be kept of a front door.
 *
 * @param desired with the sealed keys of certificates and pairings; what they are sealed under is in no backup
 * @param tokens their hashes only
 * @param history the newest events, newest first
 * @param root of our own authority, its key sealed too; null if there was none
 */
public record Backup(
        Desired desired,
        List<ApiToken> tokens,
        List<ActivityLog.Stored> history,
        @Nullable OwnRoot root) {

    /** Never shows what is in it. */
    @Override
    public String toString() {
        return "Backup[revision " + desired.revision() + ", " + tokens.size() + " tokens, " + history.size()
                + " events]";
    }
}
