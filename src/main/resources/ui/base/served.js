import { peers } from './store.js';

const CLASSES = ['alive', 'cooldown', 'unknown'];

/** The ids of the peers to whom the route's next request may go: one, several of a balanced pool, or none. */
export function carriers(route) {
  if (!route.enabled) {
    return [];
  }
  if (route.members.length === 0) {
    return route.serving_peer_id === null ? [] : [route.serving_peer_id];
  }
  for (const state of CLASSES) {
    const usable = route.members.filter((member) => isUsable(member, state)).map((member) => member.peer_id);
    if (usable.length > 0) {
      return usable;
    }
  }
  return [];
}

function isUsable(member, state) {
  const peer = peers.get(member.peer_id);
  return peer ? peer.enabled && !peer.drained && peer.health?.state === state : member.state === state;
}

/** The routes by the id of the peer that carries them; a balanced one is with several. */
export function byCarrier(routes) {
  const all = new Map();
  for (const route of routes) {
    for (const id of carriers(route)) {
      all.get(id)?.push(route) ?? all.set(id, [route]);
    }
  }
  return all;
}

/** The domain as URLs and requests spell it: an IPv6 address in brackets. */
export const hostOf = (route) => (route.domain.includes(':') ? `[${route.domain}]` : route.domain);

/** What a route is called: its domain and path, or its port. */
export function routeName(route) {
  const path = route.path_prefix === '/' ? '' : route.path_prefix;
  return route.l4_listen_port ? `${route.domain || '*'}:${route.l4_listen_port}` : hostOf(route) + path;
}
