/** Peers of a better class are preferred; within a class the order counts. */
const CLASSES = ['alive', 'cooldown', 'unknown'];

/** The members that requests may go to now: those of the best class that there is, in order. */
export function usable(members) {
  const able = members.filter((member) => member.enabled && !member.drained);
  return CLASSES.map((state) => able.filter((member) => member.state === state)).find((some) => some.length > 0) ?? [];
}

/** Whether this LAN host means the gateway itself. */
function isLoopback(host) {
  return /^(127\.|::1$|\[::1\]$|localhost$)/i.test(host ?? '');
}

/** Whether what serves this route says who serves the pool: nothing of its own decides. */
function isWitness(route) {
  return route.enabled && route.serving && !route.override && route.failover && !isLoopback(route.target_lan_host);
}

/**
 * Who serves in a failover pool: {peerId, since}, peerId null in an outage. Its routes tell, or those pinned to its primary; if
 * there are none, the state of its members does.
 */
export function servingNow(pool, routes) {
  const primary = pool.members[0];
  const witness = routes.toPool(pool.id).find(isWitness) ?? (primary && pinnedWitness(pool, routes, primary));
  if (witness) {
    return { peerId: witness.serving.peer_id, since: witness.serving.since };
  }
  const chosen = usable(pool.members)[0];
  return { peerId: chosen?.peer_id ?? null, since: chosen?.since ?? null };
}

function pinnedWitness(pool, routes, primary) {
  const own = new Set(pool.members.map((member) => member.peer_id));
  return routes.pinnedTo(primary.peer_id).find((route) => isWitness(route) && own.has(route.serving.peer_id));
}
