package dev.sluice.core.rule;

import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Sticky;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a pool may be, its members apart. */
public final class PoolRules {

    private PoolRules() {}

    private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9!#$%&'*+.^`|~-][\\w!#$%&'*+.^`|~-]{0,63}");
    private static final Duration LONGEST_STICKY = Duration.ofDays(400);

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
        if (pool.sticky() != null) {
            check(pool.sticky(), problems);
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

    private static void check(Sticky sticky, Problems problems) {
        if (!COOKIE.matcher(sticky.cookie()).matches()) {
            problems.add(
                    "sticky.cookie",
                    sticky.cookie(),
                    "1 to 64 letters, digits or !#$%&'*+-.^_`|~, without _ at the beginning");
        }
        Duration maxAge = sticky.maxAge();
        if (maxAge != null && (maxAge.compareTo(Duration.ofSeconds(1)) < 0 || maxAge.compareTo(LONGEST_STICKY) > 0)) {
            problems.add("sticky.max_age", DurationText.format(maxAge), "a duration from 1s to 9600h, or null");
        }
    }
}
