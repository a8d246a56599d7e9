package dev.sluice.imports.draft;

import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Sticky;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the document, without its name.
 *
 * @param policy null in failover mode
 * @param members names of peers, most preferred first
 */
public record DraftPool(
        PoolMode mode,
        @Nullable LoadBalancingPolicy policy,
        int failbackCooldownS,
        @Nullable String outageMessage,
        boolean enabled,
        @Nullable Sticky sticky,
        List<String> members) {

    public DraftPool {
        members = List.copyOf(members);
    }
}
