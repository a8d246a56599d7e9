import { pools } from '../../base/store.js';
import { asMember, withStates } from './members.js';
import { servingNow, usable } from './serving.js';

/** Whether another enabled pool would stand in for this home. */
function isElsewhere(peerId, poolId) {
  return pools.list.some((pool) => pool.enabled && pool.id !== poolId && pool.members.some((member) => member.peer_id === peerId));
}

/**
 * What saving a draft will move, as far as that can be known here: [{what, count, peer, from, to}], `what` a key of words.
 *
 * @param draft a PoolDraft of a pool that is there
 * @param routes a RouteIndex
 */
export function whatMoves(draft, routes) {
  const { settings } = draft;
  if (draft.pool === null || !draft.changed) {
    return [];
  }
  const pool = withStates(draft.pool);
  const after = settings.enabled ? draft.members.map(asMember) : [];
  const own = routes.toPool(pool.id).filter((route) => route.enabled);
  return [...ofPool(pool, settings, after, own, routes), ...ofPinned(pool, after, routes)];
}

function ofPool(pool, settings, after, own, routes) {
  if (own.length === 0) {
    return [];
  }
  const count = own.length;
  const next = usable(after);
  const before = pool.enabled ? pool.members : [];
  if (next.length === 0) {
    return usable(before).length === 0 ? [] : [{ what: 'outage', count }];
  }
  if (settings.mode === 'load_balancing') {
    const was = pool.mode === 'load_balancing' ? usable(before).map((member) => member.peer_id) : [];
    const is = next.map((member) => member.peer_id);
    const same = was.length === is.length && was.every((id) => is.includes(id));
    return same ? [] : [{ what: 'shared', count, all: is }];
  }
  const from = pool.mode === 'failover' ? servingNow(pool, routes).peerId : null;
  const to = next[0].peer_id;
  return from === to ? [] : [{ what: from === null ? 'onto' : 'from-to', count, from, to }];
}

function ofPinned(pool, after, routes) {
  const all = [];
  const stay = new Set(after.map((member) => member.peer_id));
  const to = usable(after)[0]?.peer_id ?? null;
  for (const { peer_id: home } of pool.enabled ? pool.members : []) {
    const pinned = routes.pinnedTo(home).filter((route) => route.enabled && route.failover);
    if (pinned.length === 0 || isElsewhere(home, pool.id)) {
      continue;
    }
    const away = pinned.filter((route) => route.original_peer_id !== null && route.serving_peer_id !== null && !route.override);
    if (!stay.has(home)) {
      all.push({ what: 'unprotected', count: pinned.length, peer: home });
      away.length > 0 && all.push({ what: 'stranded', count: away.length, peer: home });
    } else {
      const moved = away.filter((route) => route.serving_peer_id !== to);
      moved.length > 0 && all.push({ what: 'substitute', count: moved.length, peer: home, to });
    }
  }
  return all;
}

/** Whether this is more than a loss of protection: something is served by another peer, or by none. */
export function isMove(one) {
  return one.what !== 'unprotected';
}
