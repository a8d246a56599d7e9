import { pulse } from '../../base/pulse.js';
import { routeState } from '../../components/state-badge.js';

const STATES = { outage: 0, away: 1, home: 2, disabled: 3 };
export const ORDERS = ['domain', 'state', 'rate'];

const byName = (a, b) =>
  compare(a.domain, b.domain) || compare(a.l4_listen_port ?? 0, b.l4_listen_port ?? 0) || compare(a.path_prefix, b.path_prefix) || a.id - b.id;

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The routes in the order asked for: by name, what needs eyes first, or what has most traffic first. */
export function sorted(routes, order) {
  if (order === 'state') {
    const ranks = new Map(routes.map((route) => [route, STATES[routeState(route)]]));
    return routes.sort((a, b) => ranks.get(a) - ranks.get(b) || byName(a, b));
  }
  if (order === 'rate') {
    const rate = (route) => pulse.route(route.id).requests_per_s;
    return routes.sort((a, b) => rate(b) - rate(a) || byName(a, b));
  }
  return routes.sort(byName);
}
