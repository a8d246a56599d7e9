package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes, changes and takes away pools. */
public final class PoolEdits {

    private PoolEdits() {}

    /** Refuses with INVALID, LB_POLICY_REQUIRED, or NAME_TAKEN. */
    public static Edit create(Merge<Pool> asked, Command command) {
        return Edit.creating(Edit.Kind.POOL, (desired, context) -> {
            Pool blank = new Pool(
                    context.id(),
                    "",
                    PoolMode.FAILOVER,
                    null,
                    0,
                    Failback.AUTO,
                    null,
                    true,
                    List.of(),
                    context.created());
            Pool pool = checked(blank, asked, desired);
            return new Edited(
                    desired.with(pool),
                    Audit.created(EventName.POOL_CREATED, context, command, word(pool), Facts.of(pool)),
                    pool.id());
        });
    }

    /** Refuses with POOL_NOT_FOUND, STALE, INVALID, LB_POLICY_REQUIRED, or NAME_TAKEN. */
    public static Edit update(long id, Merge<Pool> asked, Command command) {
        return (desired, context) -> {
            Pool before = Found.pool(desired, id);
            command.expect(before.stamp());
            return changed(desired, before, checked(before, asked, desired), context, command);
        };
    }

    /** Refuses with POOL_NOT_FOUND, STALE or POOL_IN_USE. */
    public static Edit delete(long id, Command command) {
        return (desired, context) -> {
            Pool pool = Found.pool(desired, id);
            command.expect(pool.stamp());
            Route user = Usage.ofPool(id, desired);
            if (user != null) {
                throw new Rejection(
                        RejectionCode.POOL_IN_USE, "Route " + user.label() + " goes to pool " + pool.name());
            }
            return new Edited(
                    Usage.withoutIdleOverrides(desired.withoutPool(id)),
                    Audit.deleted(EventName.POOL_DELETED, context, command, word(pool), Facts.of(pool)),
                    id);
        };
    }

    static Edited changed(Desired desired, Pool before, Pool after, EditContext context, Command command) {
        if (after.equals(before)) {
            return new Edited(desired, List.of(), before.id());
        }
        Pool stamped = copy(after, after.members(), context.touched(before.stamp()));
        return new Edited(
                Usage.withoutIdleOverrides(desired.with(stamped)),
                Audit.updated(
                        EventName.POOL_UPDATED, context, command, word(stamped), Facts.of(before), Facts.of(stamped)),
                stamped.id());
    }

    private static Pool checked(Pool present, Merge<Pool> asked, Desired desired) {
        Problems problems = new Problems();
        Pool merged = asked.over(present, problems);
        check(merged, problems);
        problems.refuseIfAny();
        for (Pool other : desired.pools().values()) {
            if (other.id() != merged.id() && other.name().equalsIgnoreCase(merged.name())) {
                throw new Rejection(
                        RejectionCode.NAME_TAKEN,
                        "Pool " + other.id() + " is named " + other.name(),
                        List.of(new Problem("name", Problems.show(merged.name()), "a name that no other pool has")));
            }
        }
        return merged;
    }

    private static void check(Pool pool, Problems problems) {
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

    static String word(Pool pool) {
        return "Pool " + pool.name();
    }

    static Pool copy(Pool p, List<Member> members, Stamp stamp) {
        return new Pool(
                p.id(),
                p.name(),
                p.mode(),
                p.policy(),
                p.failbackCooldownS(),
                p.failback(),
                p.outageMessage(),
                p.enabled(),
                members,
                stamp);
    }
}
