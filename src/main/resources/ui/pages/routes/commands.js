import { api } from '../../base/api.js';
import { routes } from '../../base/store.js';

/** What may be done with a route: each gives the route as it is then, and shows it before the stream tells it. */
async function command(route, verb, body) {
  const now = await api.post(`/routes/${route.id}/${verb}`, body);
  routes.put(now);
  return now;
}

export const failBack = (route) => command(route, 'failback');
export const toggle = (route) => command(route, 'toggle');

/** @param length a duration such as 30m; null until it is taken back */
export function pivot(route, peerId, length) {
  return command(route, 'pivot', length ? { to_peer_id: peerId, for: length } : { to_peer_id: peerId });
}

export async function remove(route) {
  await api.delete(`/routes/${route.id}`);
  routes.put({ id: route.id, deleted: true });
}
