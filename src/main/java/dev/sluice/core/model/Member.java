package dev.sluice.core.model;

/**
 * A peer's place in a pool.
 *
 * @param priority lower is preferred; equal priorities go by peer id
 */
public record Member(long peerId, int priority) implements Comparable<Member> {

    @Override
    public int compareTo(Member other) {
        int byPriority = Integer.compare(priority, other.priority);
        return byPriority != 0 ? byPriority : Long.compare(peerId, other.peerId);
    }
}
