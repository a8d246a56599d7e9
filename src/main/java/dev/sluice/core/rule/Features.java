package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import java.util.List;

/**
 * What may be done with pools on this installation. A locked feature keeps serving what exists, and what exists may be taken
 * away.
 *
 * @param gatewayPools whether pools and their members may be made and changed
 * @param loadBalancing whether a pool may be set to load balancing
 */
public record Features(boolean gatewayPools, boolean loadBalancing) {

    /** Nothing is locked. */
    public static final Features ALL = new Features(true, true);

    /** That edit, which refuses with FEATURE_LOCKED besides if its outcome would need a locked feature. */
    public Edit allowing(Edit edit) {
        return new Edit() {
            @Override
            public Edited apply(Desired current, EditContext context) {
                Edited edited = edit.apply(current, context);
                edited.desired().pools().values().forEach(pool -> check(current, pool));
                return edited;
            }

            @Override
            public List<Kind> creates(Desired current) {
                return edit.creates(current);
            }
        };
    }

    private void check(Desired before, Pool after) {
        Pool present = before.pool(after.id());
        if (!gatewayPools && !after.equals(present)) {
            throw locked("features.gateway-pools", "pools may be changed");
        }
        boolean balanced = present != null && present.mode() == PoolMode.LOAD_BALANCING;
        if (!loadBalancing && !balanced && after.mode() == PoolMode.LOAD_BALANCING) {
            throw locked("features.load-balancing", "a pool may be set to load balancing");
        }
    }

    private static Rejection locked(String setting, String allows) {
        return new Rejection(
                RejectionCode.FEATURE_LOCKED,
                setting + " is false on this installation: it must be true before " + allows);
    }
}
