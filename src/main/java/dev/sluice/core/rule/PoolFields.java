package dev.sluice.core.rule;

import dev.sluice.core.model.Failback;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Sticky;
import dev.sluice.core.site.SiteFeature;
import dev.sluice.core.site.SiteFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a pool's fields, as the API and documents spell them; its members are another matter. */
public final class PoolFields {

    /** What a cooldown must be, for messages. */
    public static final String COOLDOWN = "seconds from 0 to 604800";

    private PoolFields() {}

    /** A pool of which nothing was said. */
    public static Pool blank(long id, Stamp stamp) {
        return new Pool(id, "", PoolMode.FAILOVER, null, 0, Failback.AUTO, null, true, List.of(), stamp);
    }

    /** The pool with the given fields. */
    public static Pool over(Fields in, Pool present) {
        PoolMode mode = in.choice("mode", PoolMode.values(), present.mode(), PoolMode.FAILOVER);
        // Leaving load balancing leaves its policy behind, unless the caller insists on one.
        boolean leaves = mode == PoolMode.FAILOVER && !in.given("lb_policy");
        LoadBalancingPolicy policy =
                in.optionalChoice("lb_policy", LoadBalancingPolicy.values(), leaves ? null : present.policy());
        if (in.given("failback_cooldown_s")) {
            in.require("failback_cooldown_s", COOLDOWN);
        }
        Pool merged = new Pool(
                present.id(),
                in.text("name", present.name(), ""),
                mode,
                policy,
                in.integer("failback_cooldown_s", present.failbackCooldownS(), present.failbackCooldownS()),
                in.choice("failback", Failback.values(), present.failback(), Failback.AUTO),
                in.optionalText("outage_message", present.outageMessage()),
                in.flag("enabled", present.enabled(), true),
                sticky(in, present.sticky()),
                SiteFields.over(in, present.site(), SiteFeature.OF_POOLS),
                present.members(),
                present.stamp());
        in.done();
        return merged;
    }

    private static @Nullable Sticky sticky(Fields pool, @Nullable Sticky present) {
        Fields in = pool.nested("sticky");
        if (in == null) {
            return pool.given("sticky") && !pool.named("sticky") ? null : present;
        }
        Sticky merged = new Sticky(
                in.text("cookie", present == null ? Sticky.DEFAULT_COOKIE : present.cookie(), Sticky.DEFAULT_COOKIE),
                in.optionalDuration("max_age", present == null ? null : present.maxAge()));
        in.done();
        return merged;
    }
}
