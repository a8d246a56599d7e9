package dev.sluice.admin.stream;

import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.FinishedRequest;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear.
 *
 * @param filter which events
 * @param requests which of the requests that end
 * @param after the last event that it knows; null to begin with what happens from now on
 * @param allowed whether it still may hear it
 */
record Wish(
        Set<StreamKind> kinds,
        ActivityFilter filter,
        Predicate<FinishedRequest> requests,
        @Nullable Long after,
        BooleanSupplier allowed) {

    Wish {
        kinds = Set.copyOf(kinds);
    }

    boolean wantsState() {
        return kinds.stream().anyMatch(StreamKind::isState);
    }

    boolean wants(StreamKind kind) {
        return kinds.contains(kind);
    }
}
