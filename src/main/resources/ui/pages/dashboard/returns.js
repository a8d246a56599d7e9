import { homeOf } from '../../components/state-badge.js';

/**
 * The next failbacks: one for each peer that waits out its cooldown, and one for each time at which routes return that the
 * operator has sent elsewhere. Those that a drill keeps away are not among them.
 *
 * @returns {{home: object, due: string|null, cooldown: boolean, routes: object[]}[]} the next one first; due is null where it
 *     waits for the operator's word
 */
export function nextReturns(peers, routes, drills) {
  const returns = new Map();
  for (const home of peers) {
    if (home.enabled && !home.drained && home.health?.state === 'cooldown') {
      returns.set(home.id, { home, due: home.health.cooldown_ends_at, cooldown: true, routes: [] });
    }
  }
  const drilled = new Set((drills ?? []).map((drill) => drill.peer_id));
  const known = new Map(peers.map((peer) => [peer.id, peer]));
  for (const route of routes) {
    const home = known.get(homeOf(route));
    if (!home || !route.serving?.peer_id || route.serving.peer_id === home.id) {
      continue;
    }
    const due = route.serving.failback_due;
    if (returns.has(home.id) && !route.override) {
      returns.get(home.id).routes.push(route);
    } else if (due && !(drilled.has(home.id) && !route.override)) {
      const key = `${home.id} ${due.slice(0, 19)}`;
      const one = returns.get(key) ?? { home, due, cooldown: false, routes: [] };
      returns.set(key, one);
      one.routes.push(route);
    }
  }
  return [...returns.values()].sort((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'));
}
