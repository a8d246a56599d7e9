import { peers, pools } from '../../base/store.js';

/** A peer as a member is shown; null if it is not known. */
function stateOf(id) {
  const peer = peers.get(id);
  return peer
    ? {
        peer_name: peer.name,
        enabled: peer.enabled,
        drained: peer.drained,
        state: peer.health?.state ?? 'unknown',
        since: peer.health?.since ?? null,
        suspect: peer.health?.suspect ?? false,
        cooldown_ends_at: peer.health?.cooldown_ends_at ?? null,
      }
    : null;
}

/** A peer as a member would be now. */
export function asMember(id) {
  return { peer_id: id, ...(stateOf(id) ?? { enabled: false, drained: false, state: 'unknown' }) };
}

/** A pool with its members as they are now: the stream tells of their states as peers, not as members. */
export function withStates(pool) {
  return { ...pool, members: pool.members.map((member) => ({ ...member, ...stateOf(member.peer_id) })) };
}

/** All pools as they are now, by name. */
export function allPools() {
  return pools.byName.map(withStates);
}
