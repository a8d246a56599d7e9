import { routeName } from '../../base/served.js';
import { peerName, poolName } from '../../base/store.js';
import { routeState } from '../../components/state-badge.js';
import { lanHost, poolsOf } from './naming.js';

/** What of a route is searched, kept until the route itself, a peer or a pool changes. */
let texts = new WeakMap();

/** Peers or pools may be called otherwise now. */
export function forgetTexts() {
  texts = new WeakMap();
}

function textOf(route) {
  let text = texts.get(route);
  if (text === undefined) {
    const names = [route.target_peer_id, route.serving_peer_id].filter((id) => id !== null).map(peerName);
    const pool = route.target_pool_id === null ? '' : poolName(route.target_pool_id);
    text = [routeName(route), route.path_prefix, lanHost(route), route.description, ...names, pool].join('\n').toLowerCase();
    texts.set(route, text);
  }
  return text;
}

function goesBy(route, peerId) {
  return (
    route.target_peer_id === peerId ||
    route.serving_peer_id === peerId ||
    route.members.some((member) => member.peer_id === peerId)
  );
}

/**
 * Whether a route passes; made once for each search.
 *
 * @param wanted {q, state, peer, pool, kind}, as the address has them; null or empty for any
 */
export function filter({ q, state, peer, pool, kind }) {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const peerId = peer ? Number(peer) : null;
  const poolId = pool ? Number(pool) : null;
  return (route) =>
    (!kind || route.target_kind === kind || route.route_type === kind) &&
    (!state || routeState(route) === state) &&
    (peerId === null || goesBy(route, peerId)) &&
    (poolId === null || poolsOf(route).some((one) => one.id === poolId)) &&
    words.every((word) => textOf(route).includes(word));
}
