package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes who is in a pool, and in what order. */
public final class MemberEdits {

    private MemberEdits() {}

    /**
     * A member as asked for.
     *
     * @param path where it stands in what was asked, for messages
     * @param peerId null if it could not be read
     * @param priority null stands for its position
     */
    public record Wanted(
            String path, @Nullable Long peerId, @Nullable Integer priority) {}

    /**
     * All members at once; one without a priority gets its position, counted from 1. Refuses with POOL_NOT_FOUND, STALE,
     * INVALID, DUPLICATE_PEER, PEER_NOT_FOUND, PEER_NOT_GATEWAY or LAST_MEMBER_IN_USE.
     *
     * @param asked reads what was asked; what is present is passed in
     */
    public static Edit replace(long poolId, Merge<List<Wanted>> asked, Command command) {
        return (desired, context) -> {
            Pool before = Found.pool(desired, poolId);
            command.expect(before.stamp());
            Problems problems = new Problems();
            List<Wanted> wanted = asked.over(List.of(), problems);
            List<Member> members = new ArrayList<>();
            Set<Long> seen = new HashSet<>();
            for (int position = 1; position <= wanted.size(); position++) {
                Wanted one = wanted.get(position - 1);
                Integer priority = one.priority() == null ? Integer.valueOf(position) : one.priority();
                Member member = checked(one, priority, seen, desired, problems);
                if (member != null) {
                    members.add(member);
                }
            }
            problems.refuseIfAny();
            if (members.isEmpty()) {
                Usage.refuseEmptying(before, desired);
            }
            return PoolEdits.changed(desired, before, before.with(members, before.stamp()), context, command);
        };
    }

    /**
     * One more member; without a priority it goes last. Refuses with POOL_NOT_FOUND, STALE, INVALID, DUPLICATE_PEER,
     * PEER_NOT_FOUND or PEER_NOT_GATEWAY.
     */
    public static Edit add(long poolId, Merge<Wanted> asked, Command command) {
        return (desired, context) -> {
            Pool before = Found.pool(desired, poolId);
            command.expect(before.stamp());
            Problems problems = new Problems();
            Wanted wanted = asked.over(new Wanted("", null, null), problems);
            Set<Long> seen = new HashSet<>();
            before.members().forEach(member -> seen.add(member.peerId()));
            int priority = wanted.priority() == null ? afterLast(before) : wanted.priority();
            Member added = checked(wanted, priority, seen, desired, problems);
            problems.refuseIfAny();
            List<Member> members = new ArrayList<>(before.members());
            if (added != null) {
                members.add(added);
            }
            return PoolEdits.changed(desired, before, before.with(members, before.stamp()), context, command);
        };
    }

    /** Another priority for a member. Refuses with POOL_NOT_FOUND, NOT_FOUND, STALE or INVALID. */
    public static Edit prioritise(long poolId, long peerId, Merge<Integer> asked, Command command) {
        return (desired, context) -> {
            Pool before = Found.pool(desired, poolId);
            command.expect(before.stamp());
            Member member = member(before, peerId);
            Problems problems = new Problems();
            int priority = asked.over(member.priority(), problems);
            Limits.between("priority", priority, 0, Limits.HIGHEST_PRIORITY, problems);
            problems.refuseIfAny();
            List<Member> members = new ArrayList<>(before.members());
            members.set(members.indexOf(member), new Member(peerId, priority));
            return PoolEdits.changed(desired, before, before.with(members, before.stamp()), context, command);
        };
    }

    /** One member less. Refuses with POOL_NOT_FOUND, NOT_FOUND, STALE or LAST_MEMBER_IN_USE. */
    public static Edit remove(long poolId, long peerId, Command command) {
        return (desired, context) -> {
            Pool before = Found.pool(desired, poolId);
            command.expect(before.stamp());
            List<Member> members = new ArrayList<>(before.members());
            members.remove(member(before, peerId));
            if (members.isEmpty()) {
                Usage.refuseEmptying(before, desired);
            }
            return PoolEdits.changed(desired, before, before.with(members, before.stamp()), context, command);
        };
    }

    private static Member member(Pool pool, long peerId) {
        for (Member member : pool.members()) {
            if (member.peerId() == peerId) {
                return member;
            }
        }
        throw new Rejection(RejectionCode.NOT_FOUND, "Peer " + peerId + " is not a member of pool " + pool.name());
    }

    private static int afterLast(Pool pool) {
        List<Member> members = pool.members();
        return members.isEmpty() ? 1 : members.get(members.size() - 1).priority() + 1;
    }

    private static @Nullable Member checked(
            Wanted wanted, int priority, Set<Long> seen, Desired desired, Problems problems) {
        String prefix = wanted.path().isEmpty() ? "" : wanted.path() + ".";
        Limits.between(prefix + "priority", priority, 0, Limits.HIGHEST_PRIORITY, problems);
        Long peerId = wanted.peerId();
        if (peerId == null) {
            return null;
        }
        Peer peer = desired.peer(peerId);
        String path = prefix + "peer_id";
        if (peer == null) {
            problems.add(RejectionCode.PEER_NOT_FOUND, path, peerId, "the id of a peer");
        } else if (peer.type() != PeerType.GATEWAY) {
            problems.add(
                    RejectionCode.PEER_NOT_GATEWAY, path, peerId, "a gateway peer; " + peer.name() + " is regular");
        } else if (!seen.add(peerId)) {
            problems.add(RejectionCode.DUPLICATE_PEER, path, peerId, "each peer once");
        }
        return new Member(peerId, priority);
    }
}
