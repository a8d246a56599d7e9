package dev.sluice.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named, ordered group of gateway peers that reach the same LAN hosts.
 *
 * @param policy null in failover mode
 * @param failbackCooldownS seconds that a recovered member waits before it is preferred again
 * @param outageMessage body of the answer while no member is usable; null for the built-in one
 * @param sticky null: each request is balanced by itself
 * @param site what its routes do beside forwarding where they say nothing themselves
 * @param members most preferred first
 */
public record Pool(
        long id,
        String name,
        PoolMode mode,
        @Nullable LoadBalancingPolicy policy,
        int failbackCooldownS,
        Failback failback,
        @Nullable String outageMessage,
        boolean enabled,
        @Nullable Sticky sticky,
        Site site,
        List<Member> members,
        Stamp stamp) {

    public Pool {
        members = members.stream().sorted().toList();
    }

    /** One whose clients do not stick, and whose routes only forward. */
    public Pool(
            long id,
            String name,
            PoolMode mode,
            @Nullable LoadBalancingPolicy policy,
            int failbackCooldownS,
            Failback failback,
            @Nullable String outageMessage,
            boolean enabled,
            List<Member> members,
            Stamp stamp) {
        this(
                id,
                name,
                mode,
                policy,
                failbackCooldownS,
                failback,
                outageMessage,
                enabled,
                null,
                Site.PLAIN,
                members,
                stamp);
    }

    /** Whether the peer is a member, enabled or not. */
    public boolean has(long peerId) {
        for (Member member : members) {
            if (member.peerId() == peerId) {
                return true;
            }
        }
        return false;
    }

    /** This pool with other members, and the mark of that change. */
    public Pool with(List<Member> others, Stamp changed) {
        return new Pool(
                id,
                name,
                mode,
                policy,
                failbackCooldownS,
                failback,
                outageMessage,
                enabled,
                sticky,
                site,
                others,
                changed);
    }
}
