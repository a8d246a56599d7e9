package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import java.util.List;

/** Makes, changes and takes away pools. */
public final class PoolEdits {

    private PoolEdits() {}

    /** Refuses with INVALID, LB_POLICY_REQUIRED, or NAME_TAKEN. */
    public static Edit create(Merge<Pool> asked, Command command) {
        return Edit.creating(Edit.Kind.POOL, (desired, context) -> {
            Pool pool = checked(PoolFields.blank(context.id(), context.created()), asked, desired);
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
        Pool stamped = after.with(after.members(), context.touched(before.stamp()));
        return new Edited(
                Usage.withoutIdleOverrides(desired.with(stamped)),
                Audit.updated(
                        EventName.POOL_UPDATED, context, command, word(stamped), Facts.of(before), Facts.of(stamped)),
                stamped.id());
    }

    private static Pool checked(Pool present, Merge<Pool> asked, Desired desired) {
        Problems problems = new Problems();
        Pool merged = asked.over(present, problems);
        PoolRules.check(merged, problems);
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

    static String word(Pool pool) {
        return "Pool " + pool.name();
    }
}
