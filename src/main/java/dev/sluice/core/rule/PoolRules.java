package dev.sluice.core.rule;

import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import java.nio.charset.StandardCharsets;

/** What a pool may be, its members apart. */
public final class PoolRules {

    private PoolRules() {}

    /** Tells everything that is wrong with the pool. */
    public static void check(Pool pool, Problems problems) {
        Limits.name(pool.name(), problems);
        Limits.between("failback_cooldown_s", pool.failbackCooldownS(), 0, Limits.LONGEST_COOLDOWN_S, problems);
        String message = pool.outageMessage();
        if (message != null) {
            int bytes = message.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > Limits.LONGEST_OUTAGE_MESSAGE) {
                problems.add("outage_message", bytes + " bytes", "at most " + Limits.LONGEST_OUTAGE_MESSAGE + " bytes");
            }
        }
        if (pool.mode() == PoolMode.LOAD_BALANCING && pool.policy() == null) {
            problems.add(
                    RejectionCode.LB_POLICY_REQUIRED,
                    "lb_policy",
                    null,
                    "round_robin, least_conn or ip_hash, since mode is load_balancing");
        } else if (pool.mode() == PoolMode.FAILOVER && pool.policy() != null) {
            problems.add("lb_policy", pool.policy().wire(), "null, since mode is failover");
        }
    }
}
